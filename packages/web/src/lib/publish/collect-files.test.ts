import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isLeftOut, pickedFiles, walkAll } from './collect-files.ts'

it('leaves out what nobody means to publish', () => {
  for (const path of ['.git/config', 'a/.git/HEAD', 'folder/.DS_Store', 'x/__pycache__/y.pyc'])
    assert.ok(isLeftOut(path), path)
  for (const path of ['.gitattributes', '.gitignore', 'git/x', 'README.md']) assert.ok(!isLeftOut(path), path)
})

const fileEntry = (fullPath: string, isBroken = false) => ({
  fullPath,
  isDirectory: false,
  file: (good: (file: File) => void, bad: (error: Error) => void) =>
    isBroken ? bad(new Error('NotReadableError')) : good(new File(['x'], fullPath)),
})
const folderEntry = (fullPath: string, entries: object[] | null) => ({
  fullPath,
  isDirectory: true,
  createReader: () => {
    const pages = [entries ?? [], []]
    return {
      readEntries: (good: (found: object[]) => void, bad: (error: Error) => void) =>
        entries === null ? bad(new Error('NotFoundError')) : good(pages.shift() ?? []),
    }
  },
})

it('tells what it leaves out and what it cannot read, and takes the rest', async () => {
  const dropped = folderEntry('/top', [
    fileEntry('/top/b.txt'),
    fileEntry('/top/a.txt'),
    fileEntry('/top/broken.txt', true),
    folderEntry('/top/locked', null),
    folderEntry('/top/__pycache__', [fileEntry('/top/__pycache__/x.pyc')]),
  ])
  const { files, leftOut, unreadable } = await walkAll([dropped] as unknown as FileSystemEntry[])
  assert.deepEqual(
    files.map(({ path }) => path),
    ['top/a.txt', 'top/b.txt'],
  )
  assert.deepEqual(leftOut, ['top/__pycache__'])
  assert.deepEqual(unreadable, ['top/broken.txt', 'top/locked'])
  assert.deepEqual(pickedFiles([new File(['x'], '.DS_Store'), new File(['x'], 'a')]).leftOut, ['.DS_Store'])
})
