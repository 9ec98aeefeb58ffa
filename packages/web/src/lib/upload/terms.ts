import { verificationHash, type FileToWrite, type TermToWrite } from '@kaihub/formats/xet/upload'
import type { Place, XorbRef } from './known-chunks.ts'

type Run = { xorb: XorbRef; start: number; end: number; contentBytes: number; hashes: Uint8Array[] }
type Term = Omit<TermToWrite, 'xorbHash'> & { xorb: XorbRef }

export type Recipe = { hash: Uint8Array; sha256: Uint8Array; terms: Term[] }

/** Joins neighbouring chunks of a file to terms, each with the proof that its chunks are known. */
export function createTerms() {
  const terms: Term[] = []
  let run: Run | null = null

  function endRun(): void {
    if (!run) return
    const { xorb, start, end, contentBytes, hashes } = run
    terms.push({ xorb, start, end, contentBytes, verification: verificationHash(joined(hashes)) })
    run = null
  }

  return {
    add({ xorb, index }: Place, hash: Uint8Array, bytes: number): void {
      if (!run || run.xorb !== xorb || run.end !== index) {
        endRun()
        run = { xorb, start: index, end: index, contentBytes: 0, hashes: [] }
      }
      run.end += 1
      run.contentBytes += bytes
      run.hashes.push(hash)
    },
    end(): Term[] {
      endRun()
      return terms
    },
  }
}

function joined(hashes: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(hashes.length * 32)
  for (const [place, hash] of hashes.entries()) all.set(hash, place * 32)
  return all
}

/** What a shard says of a file, once each of its xorbs has a name. */
export function fileToWrite({ hash, sha256, terms }: Recipe): FileToWrite {
  return {
    hash,
    sha256,
    terms: terms.map(({ xorb, ...term }) => {
      if (!xorb.hash) throw new Error('A xorb of this file was never closed')
      return { ...term, xorbHash: xorb.hash }
    }),
  }
}
