/** What a dataset is made of, as the hub tells it. */
export type Split = { name: string; format: string; files: number; bytes: number; rows: number | null }
export type Config = { name: string; default: boolean; splits: Split[] }
