import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

const source = join(import.meta.dirname, '../..')
const areas = globSync('lib/messages/*.ts', { cwd: source }).filter((file) => !file.endsWith('.test.ts'))
const code = globSync('**/*.{svelte,ts}', { cwd: source })
  .filter((file) => !file.startsWith('lib/messages/'))
  .map((file) => readFileSync(join(source, file), 'utf8'))

/** Where a file says `import * as m from '…/messages/site.ts'`: the name it gave the area, or null. */
const nameOfArea = (text: string, area: string): string | null =>
  new RegExp(`import \\* as (\\w+) from '[^']*messages/${area}[.]ts'`).exec(text)?.[1] ?? null

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text)

describe('messages', () => {
  it('exist', () => assert.ok(areas.length > 0))

  for (const file of areas) {
    const area = file.replace(/^.*\/|[.]ts$/g, '')
    const text = readFileSync(join(source, file), 'utf8')
    const keys = [...text.matchAll(/^export const (\w+) = message\b/gm)].map(([, key]) => key!)

    it(`of ${area} are each used, and each one that is used exists`, () => {
      const users = code.flatMap((user) => {
        const name = nameOfArea(user, area)
        return name === null ? [] : [{ user, name }]
      })
      const used = new Set(
        users.flatMap(({ user, name }) =>
          [...user.matchAll(new RegExp(`\\b${name}[.](\\w+)`, 'g'))].map(([, key]) => key!),
        ),
      )
      assert.deepEqual(
        keys.filter((key) => !used.has(key)),
        [],
        'unused',
      )
    })

    it(`of ${area} say something of their own in both languages`, () => {
      for (const part of text.split(/^export const /m).slice(1)) {
        const [key] = part.split(' ')
        assert.match(part, /\ben:/, key)
        const [, chinese = ''] = part.split(/\bzh:/)
        assert.ok(isHan(chinese) || /same in both/.test(part), `${key} has no Chinese`)
      }
    })
  }
})
