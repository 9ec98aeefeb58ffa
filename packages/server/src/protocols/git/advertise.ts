import { flushPkt, pktLine } from '@kaihub/formats/git'
import { limits } from '../../config/limits.ts'
import type { RefList } from '../../features/content/index.ts'

const zero = '0'.repeat(40)
const receiveCapabilities =
  'report-status report-status-v2 delete-refs side-band-64k quiet atomic ofs-delta push-options object-format=sha1 agent=kaihub'

/** https://git-scm.com/docs/gitprotocol-pack#_reference_discovery, of the side that takes pushes. */
export function advertisePush({ refs }: RefList): Buffer {
  const [first, ...rest] = refs.map(({ name, oid }) => `${oid} ${name}`)
  const lines = [`${first ?? `${zero} capabilities^{}`}\0${receiveCapabilities}\n`, ...rest.map((line) => `${line}\n`)]
  return Buffer.concat([...lines.map((line) => pktLine(line)), flushPkt])
}

/** What goes before an advertisement over HTTP, but for protocol 2. */
export const announceService = (service: string): Buffer => Buffer.concat([pktLine(`# service=${service}\n`), flushPkt])

export type LsRefs = { peel: boolean; symrefs: boolean; unborn: boolean; prefixes: string[] }

/** https://git-scm.com/docs/gitprotocol-v2#_ls_refs */
export function readLsRefs(lines: readonly string[]): LsRefs {
  const prefixes = lines.flatMap((line) => /^ref-prefix (.+)$/.exec(line)?.[1] ?? [])
  const says = (word: string) => lines.includes(word)
  return { peel: says('peel'), symrefs: says('symrefs'), unborn: says('unborn'), prefixes }
}

export function answerLsRefs({ refs, head }: RefList, headRef: string, wish: LsRefs): Buffer {
  const isAll = wish.prefixes.length === 0 || wish.prefixes.length > limits.refPrefixesCompared
  const isWanted = (name: string) => isAll || wish.prefixes.some((start) => name.startsWith(start))
  const lines = refs
    .filter(({ name }) => isWanted(name))
    .map(({ name, oid, commit }) => `${oid} ${name}${wish.peel && commit !== oid ? ` peeled:${commit}` : ''}`)
  const target = wish.symrefs ? ` symref-target:${headRef}` : ''
  const headLine = head ? [`${head.oid} HEAD${target}`] : wish.unborn ? [`unborn HEAD${target}`] : []
  const all = [...(isWanted('HEAD') ? headLine : []), ...lines]
  return Buffer.concat([...all.map((line) => pktLine(`${line}\n`)), flushPkt])
}
