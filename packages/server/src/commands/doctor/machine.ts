import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { promisify } from 'node:util'
import { ok, showBytes, warn } from './finding.ts'
import type { Finding } from './finding.ts'

const GiB = 1024 ** 3
const enoughFiles = 4096
/** when this was written: a clock before it is wrong */
const earliest = new Date('2026-11-01')

export async function checkMachine(now: Date): Promise<Finding[]> {
  return [
    ok(`Node.js ${process.versions.node} on ${process.platform} ${process.arch}`),
    checkMemory(),
    await checkOpenFiles(),
    checkClock(now),
    await checkProgram('setpriv', (version) =>
      version
        ? ok(`${version}: the database stops with the hub, even when the hub is killed`)
        : warn('setpriv is missing', 'A killed hub leaves its database to the next start. Install util-linux.'),
    ),
    await checkProgram('git', judgeGit),
    await checkProgram('git-lfs', (version) => ok(version ?? 'git-lfs is not installed (only clients need it)')),
  ]
}

/** As adapters/git/program.ts asks for it. */
const oldestGit = [2, 34] as const

function judgeGit(said: string | null): Finding {
  if (said === null)
    return warn('git is not installed', 'Everything works but git clone and git push: install git 2.34 or newer.')
  const [major = 0, minor = 0] = (/(\d+)[.](\d+)/.exec(said)?.slice(1) ?? []).map(Number)
  const isEnough = major > oldestGit[0] || (major === oldestGit[0] && minor >= oldestGit[1])
  return isEnough ? ok(said) : warn(said, `git clone and git push need ${oldestGit.join('.')} or newer.`)
}

function checkMemory(): Finding {
  // in a container the limit of the container counts
  const limit = process.constrainedMemory()
  const bytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  const what = `${showBytes(bytes)} of memory`
  return bytes < GiB ? warn(what, 'Give it 1 GiB or more; with less it may be killed under load.') : ok(what)
}

async function checkOpenFiles(): Promise<Finding> {
  const text = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const limit = /^Max open files +(\d+|unlimited)/m.exec(text)?.[1]
  const what = `${limit ?? 'an unknown number of'} open files allowed`
  if (limit === undefined || limit === 'unlimited' || Number(limit) >= enoughFiles) return ok(what)
  return warn(what, `Raise it to ${enoughFiles} or more: ulimit -n, or LimitNOFILE= in a systemd unit.`)
}

function checkClock(now: Date): Finding {
  const what = `the clock says ${now.toISOString()}`
  return now < earliest ? warn(what, 'Set it, best by NTP: links and sessions end by the clock.') : ok(what)
}

async function checkProgram(name: string, judge: (version: string | null) => Finding): Promise<Finding> {
  try {
    const { stdout } = await promisify(execFile)(name, ['--version'], { timeout: 10_000 })
    return judge(stdout.split('\n')[0]?.trim() || name)
  } catch {
    return judge(null)
  }
}
