import type { CommitId, RepoId } from '../../../kit/ids.ts'
import type { RepoType } from '../../repos/index.ts'

type Json = Record<string, unknown>

/** What the files of a commit say about a repo. The same commit always gives the same facts. */
export type Facts = {
  tags: string[]
  pipelineTag: string | null
  libraryName: string | null
  sdk: string | null
  description: string | null
  cardData: Json | null
  /** excerpt of config.json and its like */
  config: Json | null
  transformersInfo: Json | null
  safetensors: Json | null
  gguf: Json | null
  /** 0: unknown */
  numParameters: number
  mainSize: number
  /** names of its files; null when they are too many to keep */
  siblings: string[] | null
}

/** A repo as lists and info answers show it. */
export type CatalogEntry = Facts & {
  repoId: RepoId
  publicId: string
  type: RepoType
  fullName: string
  private: boolean
  createdAt: Date
  lastModified: Date
  head: CommitId | null
  describedHead: CommitId | null
  likes: number
  likes30d: number
  downloads: number
  downloadsAllTime: number
  trendingScore: number
}

/** Facts with the texts that search looks into, which no answer shows. */
export type Description = { facts: Facts; texts: string[] }
