// LZ4 frames as hf_xet writes them: independent blocks, no checksums, no content size

/** One frame around some bytes. */
export type EncodeFrame = (bytes: Uint8Array) => Uint8Array

/** null where the package has no machine code for this platform: chunks are then stored as they are. */
export const encodeFrame: EncodeFrame | null = await loadNative().catch(() => null)

async function loadNative(): Promise<EncodeFrame> {
  const { compressFrameSync } = await import('#lz4')
  return (bytes) => compressFrameSync(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}
