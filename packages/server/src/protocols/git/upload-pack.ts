import { flushPkt, pktLine, type PacketReader } from '@kaihub/formats/git'
import type { Git } from '../../features/content/index.ts'
import type { RepoAddress } from '../../features/repos/index.ts'
import type { Actor } from '../../kit/actor.ts'
import { limits } from '../../config/limits.ts'
import { HubError } from '../../kit/errors.ts'
import { packetsOf } from './packets.ts'
import { answerLsRefs, readLsRefs } from './advertise.ts'

export type FetchRequest = {
  actor: Actor
  address: RepoAddress
  protocol: string | undefined
  input: AsyncIterable<Uint8Array>
  write: (bytes: Uint8Array) => Promise<void>
  signal: AbortSignal
}

/**
 * One request of protocol 2 (https://git-scm.com/docs/gitprotocol-v2). Which refs there are we know ourselves: a client that
 * has everything already costs no copy of the repo and no program. All else is git's.
 */
export async function answerVersion2(git: Git, request: FetchRequest): Promise<void> {
  const reader = packetsOf(request.input)
  const first = await reader.next()
  // A client may say nothing, to see whether it may speak.
  if (first === null || first.kind === 'flush') return
  const command = first.kind === 'data' ? first.payload.toString('utf8').trimEnd() : ''
  if (command === 'command=ls-refs') {
    const wish = readLsRefs(await readLines(reader))
    await request.write(answerLsRefs(await git.refs(request.actor, request.address), git.defaultBranchRef, wish))
    return
  }
  const opening = first.kind === 'data' ? pktLine(first.payload) : flushPkt
  await git.uploadPack(request.actor, request.address, {
    ...request,
    mode: 'stateless',
    input: joined(opening, reader.rest()),
  })
}

async function readLines(reader: PacketReader): Promise<string[]> {
  const lines: string[] = []
  for (let packet = await reader.next(); packet && packet.kind !== 'flush'; packet = await reader.next()) {
    if (packet.kind === 'data') lines.push(packet.payload.toString('utf8').trimEnd())
    if (lines.length > limits.refPrefixes) throw new HubError('BadRequest', 'This asks for too many prefixes of refs.')
  }
  return lines
}

async function* joined(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  yield* rest
}
