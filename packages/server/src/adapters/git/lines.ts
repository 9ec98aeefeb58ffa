/** Cuts a stream into pieces that end in `mark`, without it; a last piece that does not end so comes as it is. */
export async function* cutAt(source: AsyncIterable<Uint8Array>, mark: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const part of source) {
    let bytes = rest.length > 0 ? Buffer.concat([rest, part]) : Buffer.from(part.buffer, part.byteOffset, part.length)
    for (let end = bytes.indexOf(mark); end >= 0; end = bytes.indexOf(mark)) {
      yield bytes.subarray(0, end)
      bytes = bytes.subarray(end + 1)
    }
    rest = Buffer.from(bytes)
  }
  if (rest.length > 0) yield rest
}
