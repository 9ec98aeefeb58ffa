import type { Types } from '../repo/address.ts'
import { taskName } from './task-names.ts'

/** One line of a list, in the words of the reader's language: the tables of names stay on the server. */
export type RepoItem = {
  types: Types
  id: string
  private: boolean
  likes: number
  downloads: number
  lastModified: string | null
  task: string | null
  sdk: string | null
  parameters: number | null
}

const common = ['likes', 'downloads', 'private', 'lastModified']
/** What the hub is asked for, no more: a long list is read for every visitor. */
export const itemFields: Record<Types, string[]> = {
  models: [...common, 'pipeline_tag', 'safetensors', 'gguf'],
  datasets: common,
  spaces: ['likes', 'private', 'lastModified', 'sdk'],
  code: common,
}

type Listed = {
  id: string
  private?: boolean | undefined
  likes?: number | undefined
  downloads?: number | undefined
  lastModified?: string | undefined
  pipeline_tag?: string | undefined
  sdk?: string | undefined
  safetensors?: { total: number } | undefined
  gguf?: { total: number } | undefined
}

export const toItem = (types: Types, repo: Listed): RepoItem => ({
  types,
  id: repo.id,
  private: repo.private ?? false,
  likes: repo.likes ?? 0,
  downloads: repo.downloads ?? 0,
  lastModified: repo.lastModified ?? null,
  task: repo.pipeline_tag ? taskName(repo.pipeline_tag) : null,
  sdk: repo.sdk ?? null,
  parameters: repo.safetensors?.total ?? repo.gguf?.total ?? null,
})
