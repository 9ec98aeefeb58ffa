import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { flushPkt, hashObject, pktLine } from '@kaihub/formats/git'
import { send } from './requests.ts'
import type { Person, TestHub } from './test-hub.ts'

/** Packs as no client would write them: https://git-scm.com/docs/gitformat-pack. */

const packKinds = { commit: 1, tree: 2, blob: 3, tag: 4, offsetDelta: 6, refDelta: 7 } as const

export type PackEntry = {
  kind: keyof typeof packKinds
  body: Uint8Array
  /** what its head says, the truth unless told otherwise */
  sizeBytes?: number
  /** the base of a delta, between head and body */
  base?: Uint8Array
  /** the body as it stands in the pack, unless simply deflated */
  packed?: Uint8Array
}

export type PackLies = { version?: number; count?: number; trailer?: Uint8Array; after?: Uint8Array }

export function packOf(entries: readonly PackEntry[], { version = 2, count, trailer, after }: PackLies = {}): Buffer {
  const head = Buffer.alloc(12)
  head.write('PACK')
  head.writeUInt32BE(version, 4)
  head.writeUInt32BE(count ?? entries.length, 8)
  const parts = entries.flatMap((entry) => [
    entryHead(packKinds[entry.kind], entry.sizeBytes ?? entry.body.length),
    entry.base ?? Buffer.alloc(0),
    entry.packed ?? deflateSync(entry.body),
  ])
  const content = Buffer.concat([head, ...parts])
  return Buffer.concat([content, trailer ?? createHash('sha1').update(content).digest(), after ?? Buffer.alloc(0)])
}

function entryHead(kind: number, sizeBytes: number): Buffer {
  const bytes: number[] = []
  let byte = (kind << 4) | (sizeBytes & 15)
  for (let rest = Math.floor(sizeBytes / 16); ; rest = Math.floor(rest / 128)) {
    bytes.push(rest > 0 ? byte | 128 : byte)
    if (rest === 0) return Buffer.from(bytes)
    byte = rest & 127
  }
}

/** A length as deltas write it. */
export function deltaLength(length: number): Buffer {
  const bytes: number[] = []
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest > 127 ? (rest & 127) | 128 : rest)
    if (rest <= 127) return Buffer.from(bytes)
  }
}

export const zeroId = '0'.repeat(40)
export const usualCapabilities = 'report-status side-band-64k object-format=sha1 agent=git/test'

export type Update = { name: string; from?: string; to: string }

export function pushBody(updates: readonly Update[], pack: Uint8Array, capabilities = usualCapabilities): Buffer {
  const lines = updates.map(({ from = zeroId, to, name }, i) =>
    pktLine(`${from} ${to} ${name}${i === 0 ? `\0${capabilities}` : ''}`),
  )
  return Buffer.concat([...lines, flushPkt, pack])
}

export const receivePackType = 'application/x-git-receive-pack-request'

/** Pushes these very bytes; the answer is the caller's to check. */
export const postPush = (hub: TestHub, repo: string, as: Person | undefined, body: Buffer) =>
  send(hub, 'POST', `/${repo}/git-receive-pack`, {
    as,
    body: new Uint8Array(body),
    headers: { 'Content-Type': receivePackType },
  })

/** What a person would read at the terminal, and the lines of the report. */
export async function readReport(answer: Response): Promise<{ told: string; report: string[] }> {
  const bands = packetsIn(Buffer.from(await answer.arrayBuffer()))
  const of = (band: number) => Buffer.concat(bands.filter((part) => part[0] === band).map((part) => part.subarray(1)))
  return { told: of(2).toString(), report: packetsIn(of(1)).map((line) => line.toString().trimEnd()) }
}

export function packetsIn(bytes: Buffer): Buffer[] {
  const packets: Buffer[] = []
  for (let at = 0; at + 4 <= bytes.length;) {
    const length = Number.parseInt(bytes.toString('latin1', at, at + 4), 16)
    if (length >= 4) packets.push(bytes.subarray(at + 4, at + length))
    at += Math.max(length, 4)
  }
  return packets
}

export type Made = PackEntry & { oid: string }

/** An object, whatever it holds. */
export const objectOf = (kind: 'commit' | 'tree' | 'blob' | 'tag', content: string | Uint8Array): Made => {
  const body = Buffer.from(content)
  return { kind, body, oid: hashObject(kind, body) }
}

/** A tree as it stands here: in this order, with these modes and names. */
export const treeOf = (entries: readonly { mode?: string; name: string | Uint8Array; oid: string }[]): Made =>
  objectOf(
    'tree',
    Buffer.concat(
      entries.flatMap(({ mode = '100644', name, oid }) => [
        Buffer.from(`${mode} `),
        Buffer.from(name),
        Buffer.of(0),
        Buffer.from(oid, 'hex'),
      ]),
    ),
  )

export const commitOf = (tree: string, parents: readonly string[] = [], message = 'words'): Made => {
  const who = 'Ada <ada@example.org> 1700000000 +0000'
  const lines = [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`), `author ${who}`, `committer ${who}`]
  return objectOf('commit', `${lines.join('\n')}\n\n${message}\n`)
}
