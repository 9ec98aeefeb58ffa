import type { ServerChannel, Session } from 'ssh2'
import type { RepoAddress } from '../../features/repos/index.ts'
import type { Actor, SignedInActor } from '../../kit/actor.ts'
import { isHubError } from '../../kit/errors.ts'
import type { Log } from '../../kit/log.ts'
import { openStreams, type CommandStreams, type Line } from './channel.ts'
import type { ActorByKey, Login } from './check-key.ts'
import { parseCommand, type Command, type LfsOperation } from './command.ts'

type GitSession = CommandStreams & { actor: Actor; address: RepoAddress; protocol: string | undefined }

/** Whole sessions of git. HubErrors are thrown before anything is written. */
export type GitSessions = {
  uploadPack: (session: GitSession) => Promise<void>
  receivePack: (session: GitSession) => Promise<void>
}

export type LfsWish = {
  actor: SignedInActor
  address: RepoAddress
  operation: LfsOperation
  /** the address of ours that the client came to */
  localAddress: string
}

/** What git-lfs needs to go on over HTTP. */
export type LfsGrant = { href: string; header: Record<string, string>; expires_in: number }

export type Services = {
  git: GitSessions
  lfsGrant: (wish: LfsWish) => Promise<LfsGrant>
  actorByKey: ActorByKey
  log: Log
}

/** git's own number for "could not go on"; its client then tells the person what to check. */
const failed = 128

type Context = { services: Services; login: Login; line: Line }

type Track = (channel: ServerChannel, work: Promise<void>) => void

/** One channel of a client: its environment, then one command. Whatever nobody listens for here is refused. */
export function serveSession(session: Session, context: Context, track: Track): void {
  const { client } = context.line
  const gone = new AbortController()
  const hangUp = (): void => {
    client.off('close', hangUp)
    gone.abort()
  }
  client.once('close', hangUp)
  session.once('close', hangUp)
  let protocol: string | undefined
  session.on('env', (accept: Answer, reject: Answer, { key, val }: { key: string; val: string }) => {
    const isTaken = key === 'GIT_PROTOCOL' && protocolShape.test(val)
    if (isTaken) protocol = val
    const answer = isTaken ? accept : reject
    answer?.()
  })
  const start = (accept: Accept, run: (streams: CommandStreams) => Promise<number>): void => {
    const channel = accept()
    if (channel) track(channel, runOn(channel, { ...context, gone: gone.signal }, run))
  }
  session.on('shell', (accept: Accept) => start(accept, (streams) => greet(streams, context)))
  session.on('exec', (accept: Accept, _reject, { command }) =>
    start(accept, (streams) => execute(command, { ...context, streams, protocol })),
  )
}

/** Absent when the client wants no answer. */
type Answer = (() => void) | undefined
/** Nothing when there was a command already, or the client is gone. */
type Accept = () => ServerChannel | undefined

const protocolShape = /^[0-9A-Za-z]+=[0-9A-Za-z]+(?::[0-9A-Za-z]+=[0-9A-Za-z]+)*$/

type Running = Context & { gone: AbortSignal }

async function runOn(
  channel: ServerChannel,
  { services, login, line, gone }: Running,
  run: (streams: CommandStreams) => Promise<number>,
): Promise<void> {
  // Writing to somebody who has just gone is told by the signal.
  for (const stream of [channel, channel.stderr]) stream.on('error', () => {})
  const streams = openStreams(channel, line, gone)
  let status = failed
  try {
    status = await run(streams)
  } catch (error) {
    await tellFailure(error, streams).catch(() => {})
    if (!isHubError(error) && !gone.aborted)
      services.log.error('An SSH command failed.', { user: login.actor.name, error })
  }
  if (gone.aborted) return
  channel.exit(status)
  channel.end()
}

const tellFailure = (error: unknown, { writeError }: CommandStreams): Promise<void> =>
  writeError(`kaihub: ${isHubError(error) ? error.message : 'Something failed here; the log of the hub says more.'}\n`)

async function greet({ writeError }: CommandStreams, { login }: Context): Promise<number> {
  const name = login.actor.name
  await writeError(`Hi ${name}! You've successfully authenticated, but Kaihub does not provide shell access.\n`)
  return 1
}

type Execution = Context & { streams: CommandStreams; protocol: string | undefined }

async function execute(line: string, execution: Execution): Promise<number> {
  const { services, login, streams } = execution
  // As the connection lasts, keys go and rights change: each command asks anew.
  const actor = await services.actorByKey(login.fingerprint)
  if (!actor) {
    await streams.writeError('kaihub: This SSH key is not known any more.\n')
    return failed
  }
  const command = parseCommand(line)
  try {
    await perform(command, actor, execution)
  } catch (error) {
    const moved = isHubError(error, 'RepoMoved') ? movedTo(command.address, error.detail['to']) : null
    if (!moved) throw error
    await streams.writeError(
      `kaihub: This repository is now ${moved.namespace}/${moved.name}; please change your remote.\n`,
    )
    await perform({ ...command, address: moved }, actor, execution)
  }
  return 0
}

/** SSH has no redirects, so an old name is followed here, once. */
function movedTo({ type }: RepoAddress, fullName: unknown): RepoAddress | null {
  const [namespace, name] = String(fullName).split('/')
  return namespace && name ? { type, namespace, name } : null
}

async function perform(command: Command, actor: SignedInActor, execution: Execution): Promise<void> {
  const { services, streams, protocol, line } = execution
  const { address } = command
  switch (command.verb) {
    case 'upload-pack':
      return services.git.uploadPack({ actor, address, protocol, ...streams })
    case 'receive-pack':
      return services.git.receivePack({ actor, address, protocol, ...streams })
    case 'lfs-authenticate': {
      const localAddress = line.socket.localAddress ?? ''
      const grant = await services.lfsGrant({ actor, address, operation: command.operation, localAddress })
      return streams.write(Buffer.from(`${JSON.stringify(grant)}\n`))
    }
  }
}
