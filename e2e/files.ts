import { createHash, randomFillSync } from 'node:crypto'
import { closeSync, createReadStream, mkdirSync, openSync, readdirSync, writeSync } from 'node:fs'
import path from 'node:path'

export const sha256Of = async (file: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const part of createReadStream(file)) hash.update(part as Buffer)
  return hash.digest('hex')
}

/** Path → SHA-256 of every file below a folder, for comparing what went up with what came down. */
export const digestsOf = async (folder: string, leaveOut: RegExp = /^\.cache\//): Promise<Record<string, string>> => {
  const digests: Record<string, string> = {}
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    const name = path.relative(folder, path.join(entry.parentPath, entry.name))
    if (!entry.isDirectory() && !leaveOut.test(name)) digests[name] = await sha256Of(path.join(folder, name))
  }
  return Object.fromEntries(Object.entries(digests).toSorted())
}

/** Bytes that nothing has stored before and nothing can compress. */
export const writeRandomFile = (file: string, sizeBytes: number): void => {
  mkdirSync(path.dirname(file), { recursive: true })
  const handle = openSync(file, 'w')
  const part = Buffer.alloc(Math.min(sizeBytes, 1024 * 1024))
  for (let written = 0; written < sizeBytes; written += part.length) {
    writeSync(handle, randomFillSync(part), 0, Math.min(part.length, sizeBytes - written))
  }
  closeSync(handle)
}
