// Shards: https://huggingface.co/docs/xet/shard. Records of 48 bytes, integers little-endian:
// header | files … bookend | xorbs … bookend | lookup tables and footer, in those that answer dedup queries

export const recordBytes = 48
export const footerBytes = 200

export const shardVersion = 2
export const shardTag = Buffer.concat([
  Buffer.from('HFRepoMetaData'),
  Buffer.from('00556967456a7b815783a5bdd95ccdd14aa9', 'hex'),
])

/** Ends a section: where a hash would be, 32 times FF. */
export const bookend = Buffer.alloc(recordBytes).fill(0xff, 0, 32)

/** Flags of a file: what follows its terms. */
export const hasVerificationFlag = 0x80000000
export const hasMetadataFlag = 0x40000000
/** Flag of a chunk: its uploader thinks it a good start for deduplication. */
export const isForDedupFlag = 0x80000000
