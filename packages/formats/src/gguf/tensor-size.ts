// block_* of https://github.com/ggml-org/llama.cpp/blob/master/ggml/src/ggml-common.h
/** Elements of a block and the bytes it takes. */
const blocks: Record<string, [elements: number, bytes: number]> = {
  F64: [1, 8],
  F32: [1, 4],
  F16: [1, 2],
  BF16: [1, 2],
  I8: [1, 1],
  I16: [1, 2],
  I32: [1, 4],
  I64: [1, 8],
  Q4_0: [32, 18],
  Q4_1: [32, 20],
  Q5_0: [32, 22],
  Q5_1: [32, 24],
  Q8_0: [32, 34],
  Q8_1: [32, 36],
  Q2_K: [256, 84],
  Q3_K: [256, 110],
  Q4_K: [256, 144],
  Q5_K: [256, 176],
  Q6_K: [256, 210],
  Q8_K: [256, 292],
  IQ1_S: [256, 50],
  IQ1_M: [256, 56],
  IQ2_XXS: [256, 66],
  IQ2_XS: [256, 74],
  IQ2_S: [256, 82],
  IQ3_XXS: [256, 98],
  IQ3_S: [256, 110],
  IQ4_NL: [32, 18],
  IQ4_XS: [256, 136],
  TQ1_0: [256, 54],
  TQ2_0: [256, 66],
  MXFP4: [32, 17],
}

/** How many bytes a tensor of this type takes; null for types whose blocks we do not know. */
export function ggufTensorBytes(type: string, elements: number): number | null {
  const block = Object.hasOwn(blocks, type) ? blocks[type] : undefined
  return block ? Math.ceil(elements / block[0]) * block[1] : null
}
