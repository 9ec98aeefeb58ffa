/** A real hub in its own process and folder, and the few calls of the Hub API that the benches make. */
import { spawn } from 'node:child_process'
import { createHash, randomFillSync } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { run, stop } from './process-tree.ts'

const serverMain = path.join(import.meta.dirname, '../packages/server/src/main.ts')
const startMilliseconds = 120_000

export type Hub = Awaited<ReturnType<typeof startHub>>

export async function startHub(folder: string) {
  const data = path.join(folder, 'hub')
  const env = {
    ...process.env,
    KAIHUB_HOST: '127.0.0.1',
    KAIHUB_PORT: '0',
    KAIHUB_SSH_PORT: '0',
    KAIHUB_DATA: data,
    KAIHUB_LOG_LEVEL: 'warn',
  }
  await mkdir(data, { recursive: true })
  const child = spawn(process.execPath, [serverMain, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const url = await readyUrl(child.stdout, new Promise((resolve) => child.once('exit', resolve)))
    const admin = (...args: string[]): Promise<string> => run(process.execPath, [serverMain, ...args], { env })
    await admin('user', 'create', 'bench')
    const token = await admin('token', 'create', '--user', 'bench', '--role', 'write')
    const api = createApi(url, token)
    return {
      url,
      token,
      storageFolder: path.join(data, 'storage'),
      cacheFolder: path.join(data, 'cache'),
      pid: child.pid!,
      ...api,
      stop: () => stop(child),
      [Symbol.asyncDispose]: () => stop(child),
    }
  } catch (error) {
    await stop(child)
    throw error
  }
}

export const hubEnvironment = (folder: string) => ({
  ...process.env,
  KAIHUB_HOST: '127.0.0.1',
  KAIHUB_PORT: '0',
  KAIHUB_SSH_PORT: '0',
  KAIHUB_DATA: path.join(folder, 'hub'),
  KAIHUB_LOG_LEVEL: 'warn',
})

function readyUrl(output: NodeJS.ReadableStream, gone: Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    output.on('data', (bytes: Buffer) => {
      printed += bytes.toString()
      const [, url] = /ready at (http:\S+)/.exec(printed) ?? []
      if (url) resolve(url)
    })
    void gone.then((status) => reject(new Error(`the hub ended with ${String(status)} before it was ready`)))
    setTimeout(() => reject(new Error('the hub did not start in time')), startMilliseconds).unref()
  })
}

export type LocalFile = { file: string; digest: string; sizeBytes: number }

function createApi(url: string, token: string) {
  const authorization = { Authorization: `Bearer ${token}` }

  async function ask(method: string, target: string, body: string, type: string): Promise<Record<string, unknown>> {
    const headers = { ...authorization, 'Content-Type': type, Accept: type }
    const response = await fetch(`${url}${target}`, { method, headers, body })
    if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Record<string, unknown>
  }

  const createRepo = (name: string) =>
    ask('POST', '/api/repos/create', JSON.stringify({ name, type: 'model' }), 'application/json')

  /** the signed address for one object, which must be new to the repo */
  async function uploadAddress(repo: string, { digest, sizeBytes }: LocalFile): Promise<string> {
    const objects = [{ oid: digest, size: sizeBytes }]
    const body = JSON.stringify({ operation: 'upload', transfers: ['basic'], hash_algo: 'sha256', objects })
    const answer = await ask('POST', `/bench/${repo}.git/info/lfs/objects/batch`, body, 'application/vnd.git-lfs+json')
    const [object] = answer['objects'] as [{ actions?: { upload?: { href: string } } }]
    const href = object.actions?.upload?.href
    if (!href) throw new Error(`no address to upload to: ${JSON.stringify(object)}`)
    return href
  }

  const commit = (repo: string, lines: object[]) => {
    const header = { key: 'header', value: { summary: 'Bench', description: '' } }
    const body = [header, ...lines].map((line) => JSON.stringify(line)).join('\n')
    return ask('POST', `/api/models/bench/${repo}/commit/main`, body, 'application/x-ndjson')
  }

  /** a repo of one large file, and the address it is downloaded from */
  async function publish(repo: string, local: LocalFile): Promise<string> {
    await createRepo(repo)
    await run('curl', ['-sSf', '-T', local.file, '-o', '/dev/null', await uploadAddress(repo, local)])
    const value = { path: 'model.bin', algo: 'sha256', oid: local.digest, size: local.sizeBytes }
    await commit(repo, [{ key: 'lfsFile', value }])
    return `${url}/bench/${repo}/resolve/main/model.bin`
  }

  return { createRepo, uploadAddress, commit, publish }
}

/** Random bytes, as weights hardly compress; made once and kept in the page cache by being written just now. */
export async function makeFile(file: string, sizeBytes: number): Promise<LocalFile> {
  const block = Buffer.alloc(2 ** 20)
  await using handle = await open(file, 'w')
  for (let written = 0; written < sizeBytes; written += block.length) {
    randomFillSync(block)
    await handle.write(block, 0, Math.min(block.length, sizeBytes - written))
  }
  const hash = createHash('sha256')
  for await (const part of createReadStream(file, { highWaterMark: 2 ** 20 })) hash.update(part as Buffer)
  return { file, digest: hash.digest('hex'), sizeBytes: (await stat(file)).size }
}
