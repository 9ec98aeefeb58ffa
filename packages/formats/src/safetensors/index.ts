export { maxHeaderBytes, parseHeader, readHeaderLength } from './header.ts'
export type { SafetensorsHeader, Tensor } from './header.ts'
