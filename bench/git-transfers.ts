import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { BenchContext } from './bench.ts'
import { git } from './git-client.ts'
import type { GitServer } from './git-server.ts'
import { median, type Table } from './report.ts'
import { alternate, type Lap } from './rounds.ts'

const warmAim = 1.5
const coldAim = 3

type Transfers = Pick<BenchContext, 'folder' | 'rounds' | 'tell'> & {
  /** the measure first */
  servers: readonly [peer: GitServer, hub: GitServer]
  /** bare repositories: the one that is measured, and one so that nothing happens for the first time */
  source: string
  warmUp: string
}

/** @returns the table, and the name of a repo that now holds what was pushed */
export async function pushAndClone(options: Transfers): Promise<[Table, string]> {
  const { servers, source, warmUp, folder, rounds, tell } = options
  const into = path.join(folder, 'clone')
  const makeRoom = (): Promise<void> => rm(into, { recursive: true, force: true })
  const [first, last] = ['pushed-first', nameOf(rounds - 1)]

  tell('git, warming up')
  for (const server of servers) {
    await server.createRepo(first)
    await server.push(warmUp, first)
    await makeRoom()
    await server.clone(first, into, '--bare')
  }
  const race = (what: string, steps: (server: GitServer) => Steps): Promise<Lap[][]> => {
    tell(`git, ${what}`)
    return alternate(
      servers.map((server) => ({ pid: server.pid, ...steps(server) })),
      rounds,
    )
  }
  const pushes = await race('push', (server) => ({
    prepare: (round) => server.createRepo(nameOf(round)),
    move: (round) => server.push(source, nameOf(round)),
  }))
  const cold = await race('clone, cold', (server) => ({
    prepare: async () => {
      await makeRoom()
      await server.forget()
    },
    move: (round) => server.clone(nameOf(round), into, '--bare'),
  }))
  const warm = (how: string): Promise<Lap[][]> =>
    race(`clone ${how}, warm`, (server) => ({ prepare: makeRoom, move: () => server.clone(last, into, how) }))
  const [bare, ordinary] = [await warm('--bare'), await warm('--no-checkout')]
  await expectSame(source, into)
  const rows = [
    toRow('push --mirror to an empty repo', pushes, warmAim),
    toRow('clone --bare, cold', cold, coldAim),
    toRow('clone --bare, warm', bare, warmAim),
    toRow('clone --no-checkout, warm', ordinary, warmAim),
  ]
  return [{ title: 'Git over HTTP', columns, rows, notes: notesOf(rounds) }, last]
}

const nameOf = (round: number): string => `pushed-${round}`

type Steps = { prepare: (round: number) => Promise<unknown>; move: (round: number) => Promise<unknown> }

const columns = ['', 'http-backend s (median)', 'hub s (median)', 'best – worst', 'hub CPU s', 'of http-backend', 'aim']

function toRow(what: string, [peer, hub]: Lap[][], aim: number): string[] {
  const [seconds, ofPeer] = [hub!, peer!].map((laps) => laps.map(({ seconds }) => seconds)) as [number[], number[]]
  return [
    what,
    median(ofPeer).toFixed(2),
    median(seconds).toFixed(2),
    `${Math.min(...seconds).toFixed(2)} – ${Math.max(...seconds).toFixed(2)}`,
    median(hub!.map(({ cpuSeconds }) => cpuSeconds)).toFixed(2),
    (median(seconds) / median(ofPeer)).toFixed(2),
    `≤ ${aim}`,
  ]
}

const notesOf = (rounds: number): string[] => [
  `Plain git http-backend behind nginx checks nothing of what is pushed. Cold: the hub's bare copies are deleted before ` +
    `each clone; http-backend has no such thing, and files are in the page cache. ${rounds} rounds, alternating.`,
]

/** A hub that forgot some commits would win. */
async function expectSame(source: string, clone: string): Promise<void> {
  const [pushed, cloned] = await Promise.all(
    [source, clone].map((folder) => git(['-C', folder, 'rev-list', '--count', '--objects', 'refs/heads/main'])),
  )
  const [tip, clonedTip] = await Promise.all(
    [source, clone].map((folder) => git(['-C', folder, 'rev-parse', 'refs/heads/main'])),
  )
  if (pushed !== cloned || tip !== clonedTip)
    throw new Error(`pushed ${tip} with ${pushed} objects, cloned ${clonedTip} with ${cloned}`)
}
