/** Weight files as libraries write them, for tests. */

export type TestTensor = { name: string; dtype: string; shape: number[]; bytes: Uint8Array }

export const tensorOf = (name: string, dtype: string, shape: number[], bytes: ArrayBufferView): TestTensor => ({
  name,
  dtype,
  shape,
  bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
})

export function safetensors(tensors: readonly TestTensor[], metadata?: Record<string, string>): Buffer<ArrayBuffer> {
  let end = 0
  const entries = tensors.map(({ name, dtype, shape, bytes }) => {
    const begin = end
    end += bytes.length
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const
  })
  const header = Object.fromEntries([...(metadata ? [['__metadata__', metadata] as const] : []), ...entries])
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return Buffer.concat([length, json, ...tensors.map(({ bytes }) => bytes)])
}

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
const text = (value: string): Buffer => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)])

export type GgufTensor = { name: string; shape: number[]; type: number; bytes: Uint8Array }

const align = (bytes: number): number => Math.ceil(bytes / 32) * 32

const padded = (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.alloc(align(bytes.length) - bytes.length)])

/** A GGUF file whose metadata are texts. */
export function gguf(metadata: Record<string, string>, tensors: readonly GgufTensor[]): Buffer<ArrayBuffer> {
  const entries = Object.entries(metadata).map(([key, value]) => Buffer.concat([text(key), u32(8), text(value)]))
  let end = 0
  const infos = tensors.map(({ name, shape, type, bytes }) => {
    const offset = end
    end = align(end + bytes.length)
    return Buffer.concat([text(name), u32(shape.length), ...shape.map(u64), u32(type), u64(offset)])
  })
  const counts = [u64(tensors.length), u64(entries.length)]
  const head = Buffer.concat([Buffer.from('GGUF'), u32(3), ...counts, ...entries, ...infos])
  return Buffer.concat([padded(head), ...tensors.map(({ bytes }) => padded(bytes))])
}
