import { flushPkt, pktLine, sideBand, type PacketReader } from '@kaihub/formats/git'
import { limits } from '../../config/limits.ts'
import type { Git, Push, PushOutcome, RefUpdate } from '../../features/content/index.ts'
import type { RepoAddress } from '../../features/repos/index.ts'
import type { Actor } from '../../kit/actor.ts'
import { HubError, isHubError } from '../../kit/errors.ts'
import { isObjectId, type ObjectId } from '../../kit/ids.ts'
import { packetsOf } from './packets.ts'

export type PushRequest = {
  actor: Actor
  address: RepoAddress
  input: AsyncIterable<Uint8Array>
  write: (bytes: Uint8Array) => Promise<void>
}

type Commands = { updates: RefUpdate[]; capabilities: ReadonlySet<string>; isShallow: boolean }

/** So that nobody in between takes a long look at the pack for silence. */
const keepAliveMilliseconds = 5000

/** Reads what a client pushes and reports on it: https://git-scm.com/docs/gitprotocol-pack#_pushing_data_to_a_server. */
export async function answerPush(git: Git, { actor, address, input, write }: PushRequest): Promise<void> {
  const reader = packetsOf(input)
  let told: ReturnType<typeof createReport> | null = null
  try {
    let commands: Commands | null = null
    const read = async (): Promise<Push> => {
      commands = await readCommands(reader)
      told = createReport(commands, write)
      const isAtomic = commands.capabilities.has('atomic')
      return { updates: commands.updates, isAtomic, pack: thenKeepAlive(reader.rest(), told) }
    }
    const outcome = await git.push(actor, address, read)
    await (told as ReturnType<typeof createReport> | null)?.outcome(outcome)
  } catch (error) {
    const report = told as ReturnType<typeof createReport> | null
    // Whoever was answered already hears the rest in the same answer.
    if (!report || !isHubError(error)) throw error
    await report.outcome({ unpackFault: error.message, refused: new Map() })
  } finally {
    ;(told as ReturnType<typeof createReport> | null)?.stop()
  }
}

/** Who sends a pack is not told anything until it is all there. */
async function* thenKeepAlive(pack: AsyncIterable<Uint8Array>, report: { keepAlive: () => void }) {
  yield* pack
  report.keepAlive()
}

/** @throws HubError BadRequest for what is no command */
async function readCommands(reader: PacketReader): Promise<Commands> {
  const updates: RefUpdate[] = []
  let capabilities = new Set<string>()
  let isShallow = false
  for (let packet = await reader.next(); packet && packet.kind === 'data'; packet = await reader.next()) {
    const text = textOf(packet.payload).replace(/\n$/, '')
    // The client's own history may be cut off; what it sends must be whole all the same.
    if (text.startsWith('shallow ')) {
      isShallow = true
      continue
    }
    const [command = '', said] = text.split('\0', 2)
    if (said !== undefined) capabilities = new Set(said.trim().split(' '))
    updates.push(readCommand(command))
    if (updates.length > limits.pushRefs)
      throw new HubError('BadRequest', `A push has at most ${limits.pushRefs} refs: push some of them at a time.`)
  }
  if (new Set(updates.map(({ name }) => name)).size < updates.length)
    throw new HubError('BadRequest', 'This push names a ref twice.')
  if (capabilities.has('push-options')) await skipOptions(reader)
  return { updates, capabilities, isShallow }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Two names that are no UTF-8 would read as one. */
function textOf(line: Uint8Array): string {
  try {
    return decoder.decode(line)
  } catch {
    throw new HubError('BadRequest', 'The names of branches and tags must be valid UTF-8.')
  }
}

function readCommand(line: string): RefUpdate {
  const [from = '', to = '', ...rest] = line.split(' ')
  const name = rest.join(' ')
  if (!isObjectId(from) || !isObjectId(to) || name === '')
    throw new HubError('BadRequest', 'This is no push that the hub understands.')
  return { name, from: orNull(from), to: orNull(to) }
}

const orNull = (id: ObjectId): ObjectId | null => (/^0+$/.test(id) ? null : id)

/** There is none that means anything here. */
async function skipOptions(reader: PacketReader): Promise<void> {
  let seen = 0
  for (let packet = await reader.next(); packet && packet.kind === 'data'; packet = await reader.next())
    if ((seen += 1) > 100) throw new HubError('BadRequest', 'A push has at most 100 options.')
}

/** The report, and what the person at the terminal reads. */
function createReport({ updates, capabilities, isShallow }: Commands, write: PushRequest['write']) {
  const inBands = capabilities.has('side-band-64k')
  const isWanted = capabilities.has('report-status') || capabilities.has('report-status-v2')
  let timer: NodeJS.Timeout | undefined
  const keepAlive = () => {
    if (!inBands || updates.length === 0) return
    timer = setInterval(() => void write(Buffer.from('0005\u0001', 'latin1')).catch(() => {}), keepAliveMilliseconds)
  }
  const stop = () => clearInterval(timer)

  async function outcome({ unpackFault, refused }: PushOutcome): Promise<void> {
    stop()
    if (updates.length === 0) return
    const words =
      unpackFault === null
        ? [...new Set([...refused.values()].map(({ message }) => message))]
        : [isShallow ? `${unpackFault}\n${shallowAdvice}` : unpackFault]
    const long = words.filter((message) => message.includes('\n') || message.length > reasonLength)
    if (inBands) for (const message of long) await write(sideBand(2, `\n${message}\n\n`))
    const isAtomicLoss = capabilities.has('atomic') && refused.size > 0
    const lines = updates.map(({ name }) => {
      if (unpackFault !== null) return `ng ${name} unpacker error\n`
      const fault = refused.get(name)
      if (fault) return `ng ${name} ${reason(fault.message)}\n`
      return isAtomicLoss ? `ng ${name} atomic push failed\n` : `ok ${name}\n`
    })
    const unpack = `unpack ${unpackFault === null ? 'ok' : reason(unpackFault)}\n`
    const report = Buffer.concat([...[unpack, ...lines].map((line) => pktLine(line)), flushPkt])
    if (isWanted) await write(inBands ? sideBand(1, report) : report)
    if (inBands) await write(flushPkt)
  }

  return { outcome, keepAlive, stop }
}

const reasonLength = 200
const shallowAdvice =
  'Your clone has only part of the history, and this repository lacks the rest.\n' +
  'Bring it whole with "git fetch --unshallow", then push again.'

/** One line for the list of refs. */
const reason = (message: string): string => (message.split('\n')[0] ?? '').replace(/:$/, '').slice(0, reasonLength)
