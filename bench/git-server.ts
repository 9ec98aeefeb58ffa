import { rm } from 'node:fs/promises'
import path from 'node:path'
import { git } from './git-client.ts'
import type { GitHttpBackend } from './git-http-backend.ts'
import type { Hub } from './hub.ts'

/** Where git pushes to and clones from. */
export type GitServer = {
  pid: number
  createRepo: (name: string) => Promise<unknown>
  push: (source: string, name: string) => Promise<unknown>
  clone: (name: string, into: string, ...how: string[]) => Promise<unknown>
  /** what it made in order to answer faster goes */
  forget: () => Promise<void>
}

export function peerServer({ pid, createRepo, urlOf }: GitHttpBackend): GitServer {
  return { pid, createRepo, ...client(urlOf, {}), forget: async () => {} }
}

export function hubServer({ pid, url, token, createRepo, cacheFolder }: Hub): GitServer {
  const settings = { 'http.extraHeader': `Authorization: Bearer ${token}` }
  return {
    pid,
    createRepo,
    ...client((name) => `${url}/bench/${name}`, settings),
    forget: () => rm(path.join(cacheFolder, 'git'), { recursive: true, force: true }),
  }
}

function client(urlOf: (name: string) => string, settings: Record<string, string>) {
  return {
    push: (source: string, name: string) => git(['-C', source, 'push', '--quiet', '--mirror', urlOf(name)], settings),
    clone: (name: string, into: string, ...how: string[]) =>
      git(['clone', '--quiet', ...how, urlOf(name), into], settings),
  }
}
