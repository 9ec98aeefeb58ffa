import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CardData } from '@kaihub/formats/card'
import type { FileEntry } from '../file.ts'
import { findSplits } from './find-splits.ts'

const filesOf = (...paths: string[]): FileEntry[] =>
  paths.map((path) => ({
    type: 'file',
    path,
    mode: '100644',
    oid: '0'.repeat(40) as FileEntry['oid'],
    sizeBytes: 1,
    lfs: null,
  }))
const found = (paths: string[], card: CardData | null = null) =>
  findSplits(filesOf(...paths), card).map(({ name, isDefault, splits }) => ({
    name: isDefault ? `${name}*` : name,
    splits: Object.fromEntries(splits.map(({ split, files }) => [split, files.map(({ path }) => path)])),
  }))

test('splits by the names of files and folders', () => {
  assert.deepEqual(
    found([
      'README.md',
      'data/test-00000-of-00001.parquet',
      'data/train-00000-of-00002.parquet',
      'data/train-00001-of-00002.parquet',
    ]),
    [
      {
        name: 'default*',
        splits: {
          train: ['data/train-00000-of-00002.parquet', 'data/train-00001-of-00002.parquet'],
          test: ['data/test-00000-of-00001.parquet'],
        },
      },
    ],
  )
  assert.deepEqual(found(['dev/a.csv', 'training/b.csv', 'testing/c.csv'])[0]!.splits, {
    train: ['training/b.csv'],
    validation: ['dev/a.csv'],
    test: ['testing/c.csv'],
  })
  assert.deepEqual(found(['my_train.jsonl', 'my-valid.jsonl', 'trainer.md'])[0]!.splits, {
    train: ['my_train.jsonl'],
    validation: ['my-valid.jsonl'],
  })
  assert.deepEqual(found(['a.csv', 'b.csv', '.gitattributes', 'LICENSE.txt'])[0]!.splits, { train: ['a.csv', 'b.csv'] })
  assert.deepEqual(found(['data/random-00000-of-00001.parquet'])[0]!.splits, {
    random: ['data/random-00000-of-00001.parquet'],
  })
  assert.deepEqual(found(['README.md', 'model.bin']), [])
})

test('configurations of the card: texts, lists, splits with patterns, folders, the default one', () => {
  const paths = ['a/train.csv', 'a/test.csv', 'b/one.jsonl', 'b/two.jsonl', 'c/x-00000-of-00001.parquet', 'all.csv']
  const card = {
    configs: [
      { config_name: 'one', data_files: 'all.csv' },
      {
        config_name: 'two',
        data_files: [
          { split: 'train', path: 'a/tr*.csv' },
          { split: 'check', path: ['a/test.csv'] },
        ],
        default: true,
      },
      { config_name: 'three', data_files: ['b/*.jsonl'] },
      { config_name: 'four', data_dir: './c/' },
      { config_name: 'five', data_files: 'nothing/*.csv' },
      { config_name: 'six', data_files: 'b' },
    ],
  } as unknown as CardData
  assert.deepEqual(found(paths, card), [
    { name: 'one', splits: { train: ['all.csv'] } },
    { name: 'two*', splits: { train: ['a/train.csv'], check: ['a/test.csv'] } },
    { name: 'three', splits: { train: ['b/one.jsonl', 'b/two.jsonl'] } },
    { name: 'four', splits: { x: ['c/x-00000-of-00001.parquet'] } },
    { name: 'six', splits: { train: ['b/one.jsonl', 'b/two.jsonl'] } },
  ])
})

test('a folder of pictures is one though a table lies beside it; odd cards do no harm', () => {
  const [config] = findSplits(filesOf('train/cat/1.png', 'train/dog/2.jpg', 'train/metadata.csv'), null)
  assert.deepEqual(config?.splits[0]?.kind, { as: 'media', media: 'image' })
  assert.deepEqual(
    config.splits[0].beside.map(({ path }) => path),
    ['train/metadata.csv'],
  )
  for (const configs of [null, 1, 'x', {}, [1], [{ config_name: 1 }], [{ config_name: 'a', data_files: [[1]] }]])
    assert.ok(Array.isArray(findSplits(filesOf('a.csv'), { configs } as object as CardData)))
})
