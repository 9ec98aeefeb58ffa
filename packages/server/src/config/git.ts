import type { Reader } from './reader.ts'

export type GitConfig = { cacheBytes: number; signs: boolean }

const GiB = 1024 ** 3

export const readGit = (read: Reader): GitConfig => ({
  cacheBytes:
    read.number({
      name: 'KAIHUB_GIT_CACHE_GIB',
      meaning: 'room for the copies of repositories that git works on, in GiB; what is not there is made again',
      fallback: 20,
      min: 1,
      max: 1_000_000,
    }) * GiB,
  signs:
    read.choice({
      name: 'KAIHUB_SIGN_COMMITS',
      meaning: 'whether the hub signs commits that people make over HTTP (signing.key in the data folder)',
      fallback: 'on',
      choices: ['on', 'off'],
    }) === 'on',
})
