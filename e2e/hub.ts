/** A real hub for one transcript: its own process, folder and port, with alice, bob and their organisation in it. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type ClientName, clientFolder, rootFolder } from './clients/registry.ts'
import { type RunOptions, runCommand } from './run.ts'

const serverMain = path.join(rootFolder, 'packages/server/src/main.ts')
const nodeFolder = path.join(rootFolder, 'node_modules/.bin')
const startMilliseconds = 180_000
const stopMilliseconds = 60_000

export type Person = 'alice' | 'bob' | 'anonymous'

type ClientOptions = Omit<RunOptions, 'env'> & {
  as?: Person
  /** how the client comes out of the box: told where the hub is and who asks, and nothing else */
  untuned?: boolean
  env?: Record<string, string>
}

export type Hub = Awaited<ReturnType<typeof startHub>>

export const startHub = async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kaihub-e2e-'))
  const data = path.join(folder, 'data')
  const work = path.join(folder, 'work')
  for (const each of [data, work, path.join(work, 'home')]) mkdirSync(each)
  const sshPort = await freePort()
  const ports = { KAIHUB_PORT: '0', KAIHUB_SSH_PORT: String(sshPort) }
  const env = { ...environmentOfHub(), KAIHUB_HOST: '127.0.0.1', ...ports, KAIHUB_DATA: data }
  const server = serve(env)
  let url: string
  const tokens = { alice: '', bob: '', anonymous: '' }

  /** A command for whoever sits at the machine: `kaihub user create …`. */
  const admin = async (...args: string[]): Promise<string> =>
    (await runCommand(process.execPath, [serverMain, ...args], { env })).stdout.trim()

  try {
    url = await server.ready
    await Promise.all(
      (['alice', 'bob'] as const).map(async (name) => {
        await admin('user', 'create', name)
        tokens[name] = await admin('token', 'create', '--user', name, '--role', 'write')
      }),
    )
    await admin('org', 'create', 'lab', '--admin', 'alice')
  } catch (error) {
    await server.stop().catch(() => {})
    rmSync(folder, { recursive: true, force: true })
    throw error
  }

  const run = (command: string, args: string[], options: ClientOptions = {}) => {
    const { as = 'alice', untuned = false, env: more = {}, ...rest } = options
    return runCommand(command, args, {
      cwd: work,
      ...rest,
      env: {
        ...environmentOfClient({ url, work, token: tokens[as] }),
        ...(untuned ? {} : tuning),
        KAIHUB_BOB_TOKEN: tokens.bob,
        ...more,
      },
    })
  }

  /** Scripts run from a copy, which their interpreters may fill with caches and surround with packages. */
  const scriptsOf = (language: 'python' | 'js'): string => {
    const folder = path.join(work, language)
    if (!existsSync(folder)) cpSync(path.join(rootFolder, 'e2e', language), folder, { recursive: true })
    return folder
  }

  /** Runs a script of `e2e/python/` in the Python of that client; its assertions are inside. */
  const python = (client: ClientName, script: string, args: string[] = [], options: ClientOptions = {}) =>
    run(path.join(clientFolder(client), 'bin/python'), [path.join(scriptsOf('python'), script), ...args], options)

  /** Runs a script of `e2e/js/` beside the installed packages, so that it imports them as anybody would. */
  const javaScript = (script: string, args: string[] = [], options: ClientOptions = {}) => {
    const folder = scriptsOf('js')
    const packages = path.join(folder, 'node_modules')
    if (!existsSync(packages)) symlinkSync(path.join(clientFolder('js'), 'node_modules'), packages)
    return run(process.execPath, [path.join(folder, script), ...args], options)
  }

  const stop = async (): Promise<void> => {
    try {
      await server.stop()
      assert.deepEqual(server.failures(), [], 'the hub logged failures of its own')
      assert.deepEqual(leftovers(data), [], 'the hub left something behind')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  return { url, sshPort, work, data, tokens, admin, run, python, javaScript, stop, [Symbol.asyncDispose]: stop }
}

const serve = (env: Record<string, string>) => {
  const child = spawn(process.execPath, [serverMain, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (said += bytes.toString()))
  const gone = new Promise<string>((resolve) =>
    child.once('exit', (code, signal) => resolve(code === null ? `signal ${signal}` : `exit code ${code}`)),
  )
  const ready = Promise.race([
    untilItPrintsItsUrl(child),
    gone.then((how) => Promise.reject(new Error(`the hub ended with ${how} before it was ready:\n${said}`))),
    after(startMilliseconds).then(() => Promise.reject(new Error(`the hub did not start in time:\n${said}`))),
  ])
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    const how = await Promise.race([gone, after(stopMilliseconds).then(() => 'nothing')])
    if (how === 'nothing') child.kill('SIGKILL')
    assert.equal(how, 'exit code 0', `the hub answers SIGTERM with ${how}:\n${said.slice(-4000)}`)
  }
  const failures = () => said.split('\n').filter((line) => line.includes('"level":"error"'))
  return { ready, stop, failures }
}

/** For a setting that has no "any": 0 means none there. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const untilItPrintsItsUrl = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    let printed = ''
    child.stdout!.on('data', (bytes: Buffer) => {
      printed += bytes.toString()
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? []
      if (url !== undefined && printed.includes('\n', printed.indexOf(url))) resolve(url)
    })
  })

const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds).unref())

const environmentOfHub = (): Record<string, string> => {
  const kept = Object.entries(process.env).filter(([name]) => !/^(KAIHUB_|HF_|NODE_TEST)/.test(name))
  return { ...(Object.fromEntries(kept) as Record<string, string>), PATH: searchPath() }
}

const searchPath = (): string => `${nodeFolder}:${process.env['PATH']}`

/** Clients see the hub and nothing else: whatever goes elsewhere meets a proxy that refuses. */
const environmentOfClient = (options: { url: string; work: string; token: string }): Record<string, string> => ({
  PATH: searchPath(),
  HOME: path.join(options.work, 'home'),
  LANG: 'C.UTF-8',
  NO_COLOR: '1',
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  NO_PROXY: '127.0.0.1,localhost',
  HF_ENDPOINT: options.url,
  HF_HOME: path.join(options.work, 'home/huggingface'),
  ...(options.token === '' ? { HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' } : { HF_TOKEN: options.token }),
})

/** Quiet clients that send large files by LFS; Xet has transcripts of its own. */
const tuning = {
  HF_HUB_DISABLE_XET: '1',
  HF_HUB_DISABLE_TELEMETRY: '1',
  HF_HUB_DISABLE_UPDATE_CHECK: '1',
  HF_HUB_DISABLE_PROGRESS_BARS: '1',
  OMP_NUM_THREADS: '2',
  TOKENIZERS_PARALLELISM: 'false',
}

/** Half-written blobs, unfinished uploads, a database that still runs. */
const leftovers = (data: string): string[] => [
  ...globSync('storage/**/*', { cwd: data, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(data, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('storage/blobs/')),
  ...globSync('**/postmaster.pid', { cwd: data }),
  ...processesIn(data),
]

const processesIn = (data: string): string[] => {
  if (!existsSync('/proc/self/cmdline')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((id) => ({ id, line: commandLine(id) }))
    .filter(({ line }) => line.includes(data))
    .map(({ id, line }) => `process ${id}: ${line}`)
}

const commandLine = (id: string): string => {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}
