export { formatPointer, maxPointerBytes, parsePointer, pointerSize } from './pointer.ts'
export type { LfsPointer } from './pointer.ts'
