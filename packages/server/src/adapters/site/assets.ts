import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Site, SiteAsset } from '../../ports/site.ts'

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  mjs: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
}
const endings = { br: '.br', gzip: '.gz' } as const

/** The files of the built site, listed once; smaller copies beside them serve those who can read them. */
export function readAssets(folder: string): Site['asset'] {
  const files = new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')}`),
  )
  return (path, accepts): SiteAsset | null => {
    if (!files.has(path) || /[.](br|gz)$/.test(path) || path.startsWith('/.')) return null
    const encoding =
      (['br', 'gzip'] as const).find((name) => accepts.includes(name) && files.has(path + endings[name])) ?? null
    return {
      type: types[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      encoding,
      isImmutable: path.startsWith('/_app/immutable/'),
      read: () => readFile(join(folder, encoding ? path + endings[encoding] : path)),
    }
  }
}
