import type { Reader } from './reader.ts'

export type XetConfig = { dedupScope: 'repo' | 'namespace' | 'instance'; epoch: number; repack: boolean }

export const readXet = (read: Reader): XetConfig => ({
  dedupScope: read.choice({
    name: 'KAIHUB_DEDUP_SCOPE',
    meaning: 'whose public chunks an upload may build on, besides those of its own repository',
    fallback: 'instance',
    choices: ['repo', 'namespace', 'instance'],
  }),
  repack:
    read.choice({
      name: 'KAIHUB_REPACK',
      meaning: 'whether files uploaded whole are kept in chunks after some hours, so that near-copies take little room',
      fallback: 'on',
      choices: ['on', 'off'],
    }) === 'on',
  epoch: read.number({
    name: 'KAIHUB_XET_EPOCH',
    meaning: 'raise it after restoring an old backup: clients then forget which chunks they sent',
    fallback: 1,
    min: 1,
    max: 1_000_000,
  }),
})
