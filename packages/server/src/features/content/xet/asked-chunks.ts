/**
 * Whether clients ask for a chunk of this hash: hf_xet does for about one in a thousand (storage-protocols §1.6.3). They
 * ask for the first of each file as well.
 */
export const isAskedFor = (hash: Uint8Array): boolean => hash[24] === 0 && (hash[25]! & 3) === 0
