/**
 * Installs the real clients that `e2e/` drives into `.cache/e2e/`, each once per change of what it is installed from.
 * A client that cannot be had is reported with the reason and skipped; with CI=true that is a failure.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  createWriteStream,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import {
  type ClientName,
  clientFolder,
  clientNames,
  clients,
  clientsFolder,
  rootFolder,
  skipFile,
  stampFile,
} from '../e2e/clients/registry.ts'
import { standInForGpuLibraries } from '../e2e/clients/torch-without-gpu.ts'

const sourceFolder = path.join(rootFolder, 'e2e/clients')
const minutesPerCommand = 15

const installEach = async (): Promise<number> => {
  mkdirSync(clientsFolder, { recursive: true })
  const reasons = await Promise.all(clientNames.map(async (name) => [name, await installOnce(name)] as const))
  const skipped = reasons.filter(([, reason]) => reason !== null)
  for (const [name, reason] of skipped) console.log(`skipped ${name} (${clients[name].what}): ${reason}`)
  console.log(`${reasons.length - skipped.length} of ${reasons.length} clients are ready in ${clientsFolder}`)
  return skipped.length > 0 && process.env['CI'] === 'true' ? 1 : 0
}

/** Null when the client is ready, else the reason why not. */
const installOnce = async (name: ClientName): Promise<string | null> => {
  const stamp = stampOf(name)
  if (existsSync(stampFile(name)) && readFileSync(stampFile(name), 'utf8') === stamp) return null
  rmSync(clientFolder(name), { recursive: true, force: true })
  rmSync(skipFile(name), { force: true })
  const started = Date.now()
  try {
    await installers[name](clientFolder(name), logFile(name))
    writeFileSync(stampFile(name), stamp)
    console.log(`installed ${name} (${clients[name].what}) in ${Math.round((Date.now() - started) / 1000)} s`)
    return null
  } catch (error) {
    const reason = (error as Error).message
    rmSync(clientFolder(name), { recursive: true, force: true })
    writeFileSync(skipFile(name), `${reason}\n`)
    return reason
  }
}

const stampOf = (name: ClientName): string => {
  const hash = createHash('sha256')
  for (const file of clients[name].files) hash.update(`${file}\n`).update(readFileSync(path.join(sourceFolder, file)))
  return hash.digest('hex')
}

const logFile = (name: ClientName): string => path.join(clientsFolder, `${name}.log`)

type Install = (folder: string, log: string) => Promise<void>

const python =
  (requirements: string): Install =>
  async (folder, log) => {
    await run('python3', ['-m', 'venv', folder], log)
    await pip(path.join(folder, 'bin/python'), ['--no-compile', '-r', path.join(sourceFolder, requirements)], log)
  }

const installers: Record<ClientName, Install> = {
  py1: python('hub-1.txt'),
  py2: python('hub-2.txt'),
  py0: python('hub-0.txt'),
  py1early: python('hub-1-early.txt'),
  datasets: python('datasets.txt'),
  llama: python('llama.txt'),
  transformers: async (folder, log) => {
    await python('transformers.txt')(folder, log)
    const [sitePackages] = globSync(path.join(folder, 'lib/python3*/site-packages'))
    standInForGpuLibraries(sitePackages!)
    await run(path.join(folder, 'bin/python'), ['-c', 'import torch; torch.ones(2).sum()'], log)
  },
  models: async (folder, log) => {
    await pip('python3', ['--target', folder, '-r', path.join(sourceFolder, 'models.txt')], log)
  },
  js: async (folder, log) => {
    mkdirSync(folder)
    for (const file of clients.js.files) cpSync(path.join(sourceFolder, file), path.join(folder, file))
    // onnxruntime's own install script fetches GPU libraries from elsewhere
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder], log)
  },
}

/** Every requirement is pinned and listed, so that pip looks for nothing else: torch alone would ask for 3 GB more. */
const pip = (executable: string, args: string[], log: string): Promise<void> =>
  run(executable, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--no-cache-dir', ...args], log)

const run = async (command: string, args: string[], log: string): Promise<void> => {
  const output = createWriteStream(log, { flags: 'a' })
  output.write(`$ ${command} ${args.join(' ')}\n`)
  let said = ''
  const env = { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: '1' }
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: minutesPerCommand * 60_000 })
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      output.write(bytes)
      said += bytes.toString()
    })
  }
  const code = await new Promise<number | null | Error>((resolve) => child.on('close', resolve).on('error', resolve))
  await finished(output.end())
  if (code !== 0)
    throw new Error(code instanceof Error ? code.message : `${path.basename(command)} says: ${reasonIn(said)}`)
}

/** The first line that speaks of an error, else the last one. */
const reasonIn = (said: string): string => {
  const lines = said.trim().split('\n')
  return lines.find((line) => /error.*\S{3}/i.test(line)) ?? lines.at(-1)!
}

process.exitCode = await installEach()
