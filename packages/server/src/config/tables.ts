import type { Reader } from './reader.ts'

export type TablesConfig = { cacheBytes: number }

export const readTables = (read: Reader): TablesConfig => ({
  cacheBytes:
    read.number({
      name: 'KAIHUB_TABLE_CACHE_GIB',
      meaning: 'room for the parts of files that tables are read from, in GiB; what is not there is read again',
      fallback: 10,
      min: 1,
      max: 1_000_000,
    }) *
    1024 ** 3,
})
