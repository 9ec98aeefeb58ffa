// Keyed BLAKE3, https://github.com/BLAKE3-team/BLAKE3-specs. The only file that knows who computes it.

/** Hashes a message, of any length, under one key of 32 bytes; the answer is 32 bytes in memory of its own. */
export type KeyedHash = (message: Uint8Array) => Buffer

export type Blake3 = { provider: 'native' | 'wasm'; withKey: (key: Uint8Array) => KeyedHash }

/** Machine code of this platform; throws when the package has none for it. */
export async function loadNative(): Promise<Blake3> {
  const { Blake3Hasher } = await import('#blake3')
  return {
    provider: 'native',
    withKey(key) {
      const hasher = Blake3Hasher.newKeyed(Buffer.from(key))
      return (message) => {
        hasher.reset()
        hasher.update(Buffer.from(message.buffer, message.byteOffset, message.byteLength))
        // as text, because its own buffers lie outside V8's heap, where loops without a pause pile them up
        return Buffer.from(hasher.digest('hex'), 'hex')
      }
    },
  }
}

/** WebAssembly, for every platform: a tenth of the speed. */
export async function loadWasm(): Promise<Blake3> {
  const { createBLAKE3 } = await import('hash-wasm')
  // init() reads the key from this memory each time, so that one instance serves every key without a promise
  const currentKey = new Uint8Array(32)
  const hasher = await createBLAKE3(256, currentKey)
  return {
    provider: 'wasm',
    withKey(key) {
      const own = Uint8Array.from(key)
      return (message) => {
        currentKey.set(own)
        return Buffer.from(hasher.init().update(message).digest('binary'))
      }
    },
  }
}

export const blake3: Blake3 = await loadNative().catch(loadWasm)
