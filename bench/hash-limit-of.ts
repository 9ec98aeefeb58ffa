import path from 'node:path'
import { run } from './process-tree.ts'

const hashLimit = path.join(import.meta.dirname, 'hash-limit.ts')

/** SHA-256 of so many bytes of memory in a process of its own, in GB/s. */
export const hashFromMemory = async (bytes: number): Promise<number> =>
  Number(await run(process.execPath, [hashLimit, String(bytes)]))
