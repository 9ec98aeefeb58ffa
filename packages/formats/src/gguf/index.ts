export { parseGguf } from './header.ts'
export type { GgufHeader, GgufSummary, GgufTensor } from './header.ts'
export type { GgufValue } from './value.ts'
export { ggufTensorBytes } from './tensor-size.ts'
