import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Stats } from 'node:fs'

/** The unprivileged user whom PostgreSQL runs as when we are root: it refuses to run as root itself. */
export type SystemUser = { uid: number; gid: number }

/** `kaihub` when the administrator made such a user, else one that every Linux has. */
const candidates = ['kaihub', 'nobody', 'daemon']

/** @returns null when we are an ordinary user, who needs nobody else */
export function chooseUser(clusterFolder: string): SystemUser | null {
  if (process.getuid?.() !== 0) return null
  const owner = statSync(clusterFolder, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const user = pickUser(readFileSync('/etc/passwd', 'utf8'), readMappedIds())
  if (user) return user
  throw new Error(
    `PostgreSQL does not run as root, and this system has none of the users ${candidates.join(', ')}. ` +
      'Start Kaihub as an ordinary user, or set KAIHUB_DATABASE_URL.',
  )
}

export function pickUser(passwd: string, isMapped: (uid: number) => boolean): SystemUser | null {
  const users = passwd.split('\n').map((line) => line.split(':'))
  for (const name of candidates) {
    const fields = users.find(([candidate]) => candidate === name)
    const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])]
    if (Number.isSafeInteger(uid) && Number.isSafeInteger(gid) && uid !== 0 && isMapped(uid)) return { uid, gid }
  }
  return null
}

/** In a rootless container only some user ids exist. */
function readMappedIds(): (uid: number) => boolean {
  const ranges = readFileSync('/proc/self/uid_map', 'latin1')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  return (uid) => ranges.some(([first = 0, , count = 0]) => uid >= first && uid < first + count)
}

/** Whether the user may read a file (or enter a folder): every folder above must let it through. */
export function canReach(path: string, user: SystemUser): boolean {
  const real = realpathSync(path)
  const stats = statSync(real)
  if (!permits(stats, user, 0o5)) return false
  for (let folder = dirname(real); ; folder = dirname(folder)) {
    if (!permits(statSync(folder), user, 0o1)) return false
    if (folder === dirname(folder)) return true
  }
}

function permits(stats: Stats, user: SystemUser, wanted: number): boolean {
  const shift = stats.uid === user.uid ? 6 : stats.gid === user.gid ? 3 : 0
  return ((stats.mode >> shift) & wanted) === wanted
}
