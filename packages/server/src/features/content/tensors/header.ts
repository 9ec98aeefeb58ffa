/** What the header of a weight file says, whichever format it has. `begin` counts from the start of the file. */
export type HeaderTensor = {
  name: string
  dtype: string
  shape: number[]
  parameters: number
  sizeBytes: number
  begin: number
}
export type WeightFormat = 'safetensors' | 'gguf'
export type WeightHeader = {
  format: WeightFormat
  tensors: HeaderTensor[]
  metadata: [key: string, value: string][]
  /** there was more of it than is kept */
  metadataCut: boolean
  /** numbers are the other way round: nothing is computed from them */
  isBigEndian: boolean
  chat: ChatTemplate | null
}
export type ChatTemplate = { template: string; bosToken: string; eosToken: string }

/** The files that an index names, in order, and what it says beside. */
export type WeightIndex = { files: string[]; metadata: [key: string, value: string][] }
