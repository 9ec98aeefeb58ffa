import { bundledLanguages, bundledLanguagesInfo, type BundledLanguage } from 'shiki/langs'

export type Language = BundledLanguage

/** The grammar that somebody means by the word after three backticks, or by the end of a file's name. */
export function languageNamed(name: string): Language | null {
  const lower = name.toLowerCase()
  const word = otherwise[lower] ?? lower
  return Object.hasOwn(bundledLanguages, word) ? (word as Language) : null
}

export function languageOfFile(path: string): Language | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  if (Object.hasOwn(byName, name)) return byName[name]!
  const dot = name.lastIndexOf('.')
  return dot === -1 ? null : languageNamed(name.slice(dot + 1))
}

/** As people write it: `Python` for `py`. */
export const titleOf = (language: Language): string =>
  bundledLanguagesInfo.find(({ id, aliases }) => id === language || aliases?.includes(language))?.name ?? language

const byName: Record<string, Language> = {
  dockerfile: 'docker',
  containerfile: 'docker',
  makefile: 'make',
  'cmakelists.txt': 'cmake',
  'requirements.txt': 'python',
  '.gitattributes': 'ini',
  '.gitconfig': 'ini',
  '.editorconfig': 'ini',
  '.bashrc': 'bash',
  '.env': 'dotenv',
  'go.mod': 'go',
  'cargo.lock': 'toml',
  'poetry.lock': 'toml',
  'uv.lock': 'toml',
  'package-lock.json': 'json',
}

const otherwise: Record<string, string> = {
  cc: 'cpp',
  cu: 'cpp',
  cuh: 'cpp',
  cfg: 'ini',
  conf: 'ini',
  cxx: 'cpp',
  h: 'cpp',
  hh: 'cpp',
  hpp: 'cpp',
  htm: 'html',
  ipynb: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  mm: 'objective-c',
  plist: 'xml',
  py3: 'python',
  pyi: 'python',
  pyx: 'python',
  svg: 'xml',
  text: 'txt',
  webmanifest: 'json',
  xsd: 'xml',
}
