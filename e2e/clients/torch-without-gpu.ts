/**
 * PyTorch on PyPI is built for CUDA and asks for 3 GB of NVIDIA libraries before it starts, even on a machine without a
 * GPU. Only two small ones run code on start-up; for the others a library with the right name and the right symbols is
 * enough, since without a GPU nothing calls them. PyTorch itself stays as published.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** `libcudart` and `libcupti` are installed for real; the driver, `libcuda`, is never asked for. */
const standIn =
  /^lib(cublas|cublasLt|cudnn|cufft|cufile|cusolver|cusparse|cusparseLt|nccl|nvrtc|nvshmem_host)\.so\.\d+$/
const unversionedSymbol = /^(nccl|pnccl|cuFile|cusparseLt)/

export const standInForGpuLibraries = (sitePackages: string): void => {
  const folder = path.join(sitePackages, 'torch/lib')
  const torchFiles = readdirSync(folder).filter((name) => /^lib(torch|c10)\w*\.so$/.test(name))
  const libraries = new Map<string, Set<string>>()
  const symbols = new Set<string>()
  for (const name of torchFiles) {
    for (const needed of neededLibraries(path.join(folder, name))) {
      if (standIn.test(needed)) libraries.set(needed, libraries.get(needed) ?? new Set())
    }
    for (const symbol of undefinedSymbols(path.join(folder, name))) symbols.add(symbol)
  }
  for (const symbol of symbols) homeOf(symbol, libraries)?.add(symbol.split('@')[0]!)
  const work = mkdtempSync(path.join(tmpdir(), 'kaihub-torch-'))
  try {
    for (const [name, names] of libraries) buildStandIn({ work, folder, name, names: [...names] })
  } finally {
    rmSync(work, { recursive: true })
  }
}

const neededLibraries = (file: string): string[] =>
  [...output('readelf', ['-dW', file]).matchAll(/\(NEEDED\).*\[(.+)\]/g)].map((match) => match[1]!)

const undefinedSymbols = (file: string): string[] =>
  output('nm', ['-D', '--undefined-only', file])
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.trim().split(/\s+/).at(-1)!)

/** A symbol names its library by its version; the few without a version may lie in any of them. */
const homeOf = (symbol: string, libraries: Map<string, Set<string>>): Set<string> | undefined => {
  const [name, version] = symbol.split('@')
  if (version === undefined || version === '') {
    return unversionedSymbol.test(name!) ? libraries.get([...libraries.keys()].find(hasNoVersions)!) : undefined
  }
  return [...libraries].find(([library]) => versionOf(library) === version)?.[1]
}

const hasNoVersions = (library: string): boolean => library.startsWith('libnccl')

const versionOf = (library: string): string => (library.startsWith('libnvshmem') ? 'NVSHMEM' : library)

const buildStandIn = (options: { work: string; folder: string; name: string; names: string[] }): void => {
  const source = path.join(options.work, 'symbols.s')
  const versions = path.join(options.work, 'versions.map')
  const labels = options.names.map((name) => `.globl ${name}\n.type ${name},@function\n${name}:\n`)
  writeFileSync(source, `.text\n${labels.join('')}ud2\n.section .note.GNU-stack,"",@progbits\n`)
  writeFileSync(versions, `${versionOf(options.name)} { global: *; };\n`)
  const target = path.join(options.folder, options.name)
  const script = hasNoVersions(options.name) ? [] : [`-Wl,--version-script,${versions}`]
  output('gcc', ['-shared', '-nostdlib', `-Wl,-soname,${options.name}`, ...script, '-o', target, source])
}

const output = (command: string, args: string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })
