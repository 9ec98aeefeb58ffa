// What no honest file comes near; a header that claims more is refused before anything is read for it.

/** The whole header, in bytes: tokenizers of 260 000 tokens take 16 MiB. */
export const maxHeaderBytes = 64 * 1024 * 1024
export const maxMetadataEntries = 100_000
export const maxTensors = 2 ** 18
export const maxStringBytes = 16 * 1024 * 1024
export const maxNameBytes = 65_535
export const maxArrayLength = 4 * 1024 * 1024
export const maxArrayDepth = 4
export const maxDimensions = 8

/** Longer strings and arrays are passed over: their type and length is all that is kept. */
export const keptStringBytes = 256 * 1024
export const keptArrayLength = 64

/** How much to ask for at first, in bytes. */
export const firstReadBytes = 64 * 1024
