/** Turns the bytes of elements into numbers; both arrays begin at their first element. */
type Decode = (bytes: Uint8Array, into: Float64Array) => void
type NumberType = { elementBytes: number; decode: Decode }

type View = new (buffer: ArrayBuffer, byteOffset: number, length: number) => ArrayLike<number>

const view =
  (kind: View, elementBytes: number): Decode =>
  (bytes, into) => {
    const source = new kind(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length / elementBytes)
    for (let i = 0; i < source.length; i += 1) into[i] = source[i]!
  }

const words = (bytes: Uint8Array): Uint16Array => new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)

/** What each of the 65,536 half-precision numbers is worth. */
const halves = Float32Array.from({ length: 65_536 }, (_, bits) => {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >>> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25)
})

/** https://arxiv.org/abs/2209.05433: without infinities, and one NaN of each sign */
const eights = Float32Array.from({ length: 256 }, (_, bits) => {
  const sign = bits & 0x80 ? -1 : 1
  const exponent = (bits >>> 3) & 15
  const fraction = bits & 7
  if (exponent === 15 && fraction === 7) return Number.NaN
  return exponent === 0 ? sign * fraction * 2 ** -9 : sign * (8 + fraction) * 2 ** (exponent - 10)
})

const decodeHalf: Decode = (bytes, into) => {
  const source = words(bytes)
  for (let i = 0; i < source.length; i += 1) into[i] = halves[source[i]!]!
}

const bits = new Uint32Array(1)
const asFloat = new Float32Array(bits.buffer)
/** The upper half of a single-precision number. */
const decodeBrain: Decode = (bytes, into) => {
  const source = words(bytes)
  for (let i = 0; i < source.length; i += 1) {
    bits[0] = source[i]! << 16
    into[i] = asFloat[0]!
  }
}

const decodeLong =
  (kind: typeof BigInt64Array | typeof BigUint64Array): Decode =>
  (bytes, into) => {
    const source = new kind(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length / 8)
    for (let i = 0; i < source.length; i += 1) into[i] = Number(source[i])
  }

/** in bytes */
export const widestNumber = 8

const types: Record<string, NumberType> = {
  F64: { elementBytes: 8, decode: view(Float64Array, 8) },
  F32: { elementBytes: 4, decode: view(Float32Array, 4) },
  F16: { elementBytes: 2, decode: decodeHalf },
  BF16: { elementBytes: 2, decode: decodeBrain },
  F8_E4M3: {
    elementBytes: 1,
    decode: (bytes, into) => {
      for (let i = 0; i < bytes.length; i += 1) into[i] = eights[bytes[i]!]!
    },
  },
  F8_E5M2: {
    elementBytes: 1,
    decode: (bytes, into) => {
      for (let i = 0; i < bytes.length; i += 1) into[i] = halves[bytes[i]! << 8]!
    },
  },
  I8: { elementBytes: 1, decode: view(Int8Array, 1) },
  U8: { elementBytes: 1, decode: view(Uint8Array, 1) },
  BOOL: { elementBytes: 1, decode: view(Uint8Array, 1) },
  I16: { elementBytes: 2, decode: view(Int16Array, 2) },
  U16: { elementBytes: 2, decode: view(Uint16Array, 2) },
  I32: { elementBytes: 4, decode: view(Int32Array, 4) },
  U32: { elementBytes: 4, decode: view(Uint32Array, 4) },
  I64: { elementBytes: 8, decode: decodeLong(BigInt64Array) },
  U64: { elementBytes: 8, decode: decodeLong(BigUint64Array) },
}

/** Null for types that are not plain numbers, such as quantised blocks. */
export const numberType = (dtype: string): NumberType | null => (Object.hasOwn(types, dtype) ? types[dtype]! : null)
