import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { BenchContext } from './bench.ts'
import { hashFromMemory } from './hash-limit-of.ts'
import { makeFile, startHub } from './hub.ts'
import { run } from './process-tree.ts'
import { newHome, runPython } from './python-client.ts'
import { inGiB, median, type Table } from './report.ts'
import { compete, type Contestant } from './rounds.ts'

/** One large file through Xet and through LFS, by the same client, and rebuilt from chunks for curl. */
export async function xet({ folder, sizeBytes, rounds, tell }: BenchContext): Promise<Table[]> {
  await using hub = await startHub(folder)
  const files: string[] = []
  for (let round = 0; round <= rounds; round += 1)
    files.push((await makeFile(path.join(folder, `model-${round}.bin`), sizeBytes)).file)
  const hashed: number[] = []
  const client = async (script: 'upload' | 'download', args: string[], disableXet: boolean): Promise<void> => {
    await using machine = await newHome(folder)
    await runPython(script, args, { ...machine, url: hub.url, token: hub.token, disableXet })
  }
  const both = (name: string, move: (round: number, disableXet: boolean) => Promise<unknown>): Contestant[] =>
    ['Xet', 'LFS'].map((by) => ({
      name: `${name}, ${by}`,
      pid: hub.pid,
      bytes: sizeBytes,
      move: (round) => move(round, by === 'LFS'),
    }))
  const into = path.join(folder, 'downloaded')
  const curl = (repo: string): Promise<string> =>
    run('curl', ['-sSfL', '-o', '/dev/null', `${hub.url}/${repo}/resolve/main/model.bin`])
  tell('xet: uploads')
  const uploads = await compete(
    [
      ...both('upload', (round, disableXet) =>
        client(
          'upload',
          [repoOf(disableXet, round), files[disableXet ? (round + 1) % files.length : round]!, 'model.bin'],
          disableXet,
        ),
      ),
      {
        name: 'SHA-256',
        pid: process.pid,
        bytes: sizeBytes,
        move: async () => hashed.push(await hashFromMemory(sizeBytes)),
      },
    ],
    rounds,
  )
  tell('xet: downloads')
  const downloads = await compete(
    [
      ...both('download', async (round, disableXet) => {
        await client('download', [repoOf(disableXet, round), 'model.bin', into], disableXet)
        await rm(into, { recursive: true })
      }),
      ...both('curl', (round, disableXet) => curl(repoOf(disableXet, round))),
    ],
    rounds,
  )
  const rows = [...uploads.slice(0, 2), ...downloads].map((score) => [
    score.name,
    score.gigabytesPerSecond.toFixed(2),
    `${Math.min(...score.rounds).toFixed(2)} – ${Math.max(...score.rounds).toFixed(2)}`,
    score.cpuSecondsPerGiB.toFixed(2),
    (1.073_741_824 / score.cpuSecondsPerGiB).toFixed(2),
  ])
  rows.push(['SHA-256 of one core, from memory', median(hashed).toFixed(2), '', '', ''])
  return [
    {
      title: `${inGiB(sizeBytes)} through Xet and through LFS`,
      columns: ['', 'GB/s (median)', 'worst – best', 'server CPU s/GiB', 'GB per second of server CPU'],
      rows,
      notes: [
        'Client: huggingface_hub with hf_xet, and the same without; random bytes, so all chunks are stored as they are.',
      ],
    },
  ]
}

const repoOf = (disableXet: boolean, round: number): string => `bench/${disableXet ? 'lfs' : 'xet'}-${round}`
