// What the protocol allows, and what no honest upload comes near. All lengths in bytes.

export const minChunkBytes = 8192
export const maxChunkBytes = 131_072

/** Of a chunk as it is stored, without its header of 8. */
export const maxStoredChunkBytes = 262_144

export const maxChunksPerXorb = 8192

/** hf_xet fills a xorb with 64 MiB of content and adds headers to that, so its bodies are a little longer. */
export const maxXorbBytes = 68 * 1024 * 1024
export const fullXorbContentBytes = 64 * 1024 * 1024

/** Clients split longer ones. */
export const maxShardBytes = 64 * 1024 * 1024
