import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What a small secret file holds; written when there is none yet, once also for two starters. */
export async function keepFile(path: string, make: () => string): Promise<string> {
  const kept = await readKept(path)
  if (kept !== null) return kept
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`
  const fresh = make()
  await writeFile(draft, fresh, { mode: 0o600, flag: 'wx', flush: true })
  try {
    // a link is all or nothing and never replaces: whoever comes second reads the first one's
    await link(draft, path)
    return fresh
  } catch (error) {
    const other = await readKept(path)
    if (other !== null) return other
    throw error
  } finally {
    await rm(draft)
  }
}

async function readKept(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
