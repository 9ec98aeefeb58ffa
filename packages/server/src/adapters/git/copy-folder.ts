import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BareRef, PackFiles, PackMaker } from '../../ports/bare-repos.ts'

/** What git needs to know of every copy; its own housekeeping would only be in the way of ours. */
const config = `[core]
	repositoryformatversion = 0
	bare = true
	bigFileThreshold = 16m
[gc]
	auto = 0
[uploadpack]
	allowFilter = true
	allowTipSHA1InWant = true
	allowReachableSHA1InWant = true
[repack]
	writeBitmaps = false
`

/** The files of one bare repo: https://git-scm.com/docs/gitrepository-layout. */
export function copyFolder(folder: string) {
  const packFolder = join(folder, 'objects', 'pack')

  /** Makes what is missing; safe beside whoever does the same. */
  async function prepare(): Promise<void> {
    await mkdir(packFolder, { recursive: true })
    await mkdir(join(folder, 'refs'), { recursive: true })
    await writeFile(join(folder, 'config'), config)
    await writeFile(join(folder, 'HEAD'), 'ref: refs/heads/main\n')
    // What a hub that was killed left half done.
    for (const name of await readdir(packFolder))
      if (name.startsWith('tmp_')) await rm(join(packFolder, name), { force: true })
  }

  /** https://git-scm.com/docs/gitrepository-layout#Documentation/gitrepository-layout.txt-packed-refs */
  async function setRefs(refs: readonly BareRef[]): Promise<void> {
    const sorted = refs.toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
    const lines = sorted.map(({ name, oid, peeled }) => `${oid} ${name}\n${peeled ? `^${peeled}\n` : ''}`)
    const text = `# pack-refs with: peeled fully-peeled sorted \n${lines.join('')}`
    const place = join(folder, 'packed-refs')
    if ((await readFile(place, 'utf8').catch(() => null)) === text) return
    const temporary = `${place}.${randomBytes(8).toString('hex')}`
    await writeFile(temporary, text)
    await rename(temporary, place)
  }

  const exists = (): Promise<boolean> =>
    stat(join(folder, 'config')).then(
      () => true,
      () => false,
    )

  return { folder, objects: join(folder, 'objects'), prepare, exists, setRefs, ...packFolderAt(packFolder) }
}

export type CopyFolder = ReturnType<typeof copyFolder>

/** The packs of a repo: a pack is there once its index is. */
function packFolderAt(packFolder: string) {
  const packFile = (name: string, kind: 'pack' | 'idx') => join(packFolder, `pack-${name}.${kind}`)

  async function packs(): Promise<string[]> {
    const names = await readdir(packFolder)
    return names.flatMap((name) => /^pack-([0-9a-f]{40})[.]idx$/.exec(name)?.[1] ?? [])
  }

  const packBytes = async (name: string): Promise<number> =>
    (await stat(packFile(name, 'pack')).catch(() => null))?.size ?? 0

  const map = mapAt(packFolder, async () => (await packs()).map((name) => packFile(name, 'idx')))
  const temporary = (): string => join(packFolder, `tmp_${randomBytes(8).toString('hex')}`)

  async function addPack({ name, pack, index }: PackFiles): Promise<void> {
    const files = { pack: temporary(), index: temporary() }
    try {
      await writeStream(files.pack, pack())
      await writeStream(files.index, index())
      await takePack(name, files)
    } finally {
      await drop(files)
    }
  }

  /** Git goes by the index, which therefore comes last. */
  async function takePack(name: string, files: { pack: string; index: string }): Promise<void> {
    await rename(files.pack, packFile(name, 'pack'))
    await rename(files.index, packFile(name, 'idx'))
  }

  async function makePack(make: PackMaker): Promise<string> {
    const files = { pack: temporary(), index: temporary() }
    const file = await open(files.pack, 'wx')
    const held = gather((bytes) => file.writeFile(bytes))
    try {
      const { name, index } = await make(held.put)
      await held.flush()
      await file.sync()
      await writeFile(files.index, index, { flush: true })
      await takePack(name, files)
      return name
    } finally {
      await file.close()
      await drop(files)
    }
  }

  async function dropPacks(names: readonly string[]): Promise<void> {
    // It names them, and git would look for them.
    if (names.length > 0) await map.dropMap('all')
    for (const name of names) {
      await rm(packFile(name, 'idx'), { force: true })
      await rm(packFile(name, 'pack'), { force: true })
    }
  }

  async function sizeBytes(): Promise<number> {
    const names = await readdir(packFolder).catch(() => [])
    const sizes = await Promise.all(names.map((name) => stat(join(packFolder, name)).catch(() => null)))
    return sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0)
  }

  return {
    packs,
    packBytes,
    index: (name: string) => readFile(packFile(name, 'idx')),
    addPack,
    takePack,
    makePack,
    dropPacks,
    ...map,
    sizeBytes,
  }
}

async function drop(files: { pack: string; index: string }): Promise<void> {
  await rm(files.pack, { force: true })
  await rm(files.index, { force: true })
}

/** https://git-scm.com/docs/git-multi-pack-index */
function mapAt(packFolder: string, indexFiles: () => Promise<string[]>) {
  /** What git wrote down about all packs together: all of it, or only what a run that was killed left in the way. */
  async function dropMap(what: 'all' | 'lock'): Promise<void> {
    const names = (await readdir(packFolder)).filter((name) => name.startsWith('multi-pack-index'))
    for (const name of names)
      if (what === 'all' || name.endsWith('.lock')) await rm(join(packFolder, name), { force: true })
  }

  /** Nothing came since it was written. */
  async function isMapped(): Promise<boolean> {
    const at = await writtenAt(join(packFolder, 'multi-pack-index'))
    if (at === undefined) return false
    const indexes = await Promise.all((await indexFiles()).map(writtenAt))
    return indexes.every((index) => index !== undefined && index <= at)
  }

  return { dropMap, isMapped }
}

const writtenAt = async (path: string): Promise<number | undefined> => (await stat(path).catch(() => null))?.mtimeMs

/** A pack that git wrote into a folder. */
export const packFilesAt = (start: string, name: string): PackFiles => ({
  name,
  pack: () => createReadStream(`${start}${name}.pack`, { highWaterMark: 1024 * 1024 }),
  index: () => createReadStream(`${start}${name}.idx`, { highWaterMark: 1024 * 1024 }),
})

async function writeStream(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx')
  try {
    for await (const part of bytes) await file.writeFile(part)
    await file.sync()
  } finally {
    await file.close()
  }
}

const gatheredBytes = 1024 * 1024

/** Many small writes as few large ones. */
function gather(write: (bytes: Uint8Array) => Promise<unknown>) {
  let held: Uint8Array[] = []
  let heldBytes = 0
  const flush = async (): Promise<void> => {
    await write(Buffer.concat(held))
    held = []
    heldBytes = 0
  }
  const put = async (bytes: Uint8Array): Promise<void> => {
    held.push(bytes)
    heldBytes += bytes.length
    if (heldBytes >= gatheredBytes) await flush()
  }
  return { put, flush }
}
