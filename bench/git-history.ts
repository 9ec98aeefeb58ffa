/** A bare repository with many files and a long history, the same each time, made by `git fast-import`. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { git } from './git-client.ts'

export type HistorySize = { commits: number; folders: number; filesPerFolder: number; flatFiles: number }

/** All files come in so many commits, or in fewer when the history is shorter; each later one changes 1 to 5. */
const firstCommits = 10
const startSeconds = 1_700_000_000

/** `folder` becomes the bare repository; its one branch is `main`. */
export async function makeHistory(folder: string, size: HistorySize): Promise<void> {
  await mkdir(folder, { recursive: true })
  await git(['init', '--quiet', '--bare', '--initial-branch=main', folder])
  // One pack, however few objects there are.
  const args = ['-C', folder, '-c', 'fastimport.unpackLimit=1', 'fast-import', '--quiet']
  const child = spawn('git', args, { stdio: ['pipe', 'inherit', 'inherit'] })
  const ended = once(child, 'close')
  await pipeline(Readable.from(toStream(size)), child.stdin)
  const [status] = (await ended) as [number | null]
  if (status !== 0) throw new Error(`git fast-import ended with ${status}`)
}

/** https://git-scm.com/docs/git-fast-import */
function* toStream({ commits, ...size }: HistorySize): Generator<string> {
  const random = createRandom(1)
  const words = Array.from({ length: 2000 }, () => makeWord(random))
  const paths = makePaths(size)
  const first = Math.min(firstCommits, commits)
  for (let at = 0; at < commits; at += 1) {
    yield makeHeader(at)
    const changed =
      at < first
        ? paths.slice(Math.floor((paths.length * at) / first), Math.floor((paths.length * (at + 1)) / first))
        : Array.from({ length: 1 + random(5) }, () => paths[random(paths.length)]!)
    for (const path of new Set(changed)) {
      const text = makeText(words, random)
      yield `M 100644 inline ${path}\ndata ${text.length}\n${text}\n`
    }
  }
}

function makeHeader(at: number): string {
  const message = `Commit ${at + 1}\n`
  const who = `Bench <bench@example.com> ${startSeconds + at * 60} +0000`
  return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n${message}\n`
}

function makePaths({ folders, filesPerFolder, flatFiles }: Omit<HistorySize, 'commits'>): string[] {
  const paths: string[] = []
  for (let folder = 0; folder < folders; folder += 1)
    for (let file = 0; file < filesPerFolder; file += 1) paths.push(`folder-${folder}/file-${file}.txt`)
  for (let file = 0; file < flatFiles; file += 1) paths.push(`flat/file-${file}.txt`)
  return paths
}

const makeWord = (random: Random): string =>
  Array.from({ length: 2 + random(8) }, () => String.fromCharCode(97 + random(26))).join('')

/** 50 to 500 bytes of ASCII */
function makeText(words: string[], random: Random): string {
  const length = 49 + random(451)
  let text = ''
  while (text.length < length) text += `${words[random(words.length)]!}${random(10) === 0 ? '\n' : ' '}`
  return `${text.slice(0, length)}\n`
}

/** a whole number below `end` */
type Random = (end: number) => number

/** mulberry32, as Node's own cannot be seeded */
function createRandom(seed: number): Random {
  let state = seed
  return (end) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end)
  }
}
