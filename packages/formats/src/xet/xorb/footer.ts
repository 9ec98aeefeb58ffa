// The footer some writers put behind the chunks. It says nothing we do not find out ourselves, so it is only stepped over.
import { maxChunksPerXorb } from '../limits.ts'
import { fail } from './fail.ts'

/** A chunk record begins with 0, a footer with this. */
export const footerStart = 0x58

const ident = 'XETBLOB'
const lengthBytes = 4
const bodyBytesOf: Record<number, (chunks: number) => number> = {
  0: (chunks) => 60 + 36 * chunks,
  1: (chunks) => 92 + 40 * chunks,
}
const maxFooterBytes = 92 + 40 * maxChunksPerXorb + lengthBytes

export type FooterReader = {
  write: (part: Uint8Array) => void
  /** Throws FormatError unless what came is one footer, of either version, over so many chunks. */
  end: (chunks: number) => void
}

export function createFooterReader(): FooterReader {
  const footer = Buffer.alloc(maxFooterBytes)
  let length = 0
  return {
    write(part) {
      if (length + part.length > maxFooterBytes) fail('too many bytes follow the chunks')
      footer.set(part, length)
      length += part.length
    },
    end(chunks) {
      const version = footer.readUInt8(ident.length)
      if (!footer.subarray(0, length).toString('latin1').startsWith(ident)) fail('what follows the chunks is no footer')
      const bodyBytes = bodyBytesOf[version]?.(chunks) ?? fail(`a footer of version ${version}`)
      if (length !== bodyBytes + lengthBytes || footer.readUInt32LE(bodyBytes) !== bodyBytes)
        fail(`a footer that does not fit ${chunks} chunks`)
    },
  }
}
