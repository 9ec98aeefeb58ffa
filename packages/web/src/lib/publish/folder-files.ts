import { browserHub, done } from '#lib/hub.ts'
import { apiPath, type RepoRef } from '#lib/repo/address.ts'
import type { CommitLine } from '#lib/upload/commit.ts'

/** Larger folders are moved by git, which need not name each file. */
export const mostMoved = 2000

/** Every file in a folder at a commit; null for more than are moved at once. */
export async function filesIn(repo: RepoRef, { commit, path }: { commit: string; path: string }) {
  const answer = await browserHub().GET('/api/{types}/{namespace}/{name}/tree/{rest}', {
    params: {
      path: { ...apiPath(repo), rest: `${commit}/${path}` },
      // folders are among them: twice as many as files is enough but for very odd trees
      query: { recursive: 'true', limit: 2 * mostMoved },
    },
  })
  const files = done(answer).flatMap((entry) => (entry.type === 'file' ? [entry.path] : []))
  return files.length > mostMoved || answer.response.headers.has('link') ? null : files
}

/** One commit: each file at its new place, the old folder gone. */
export const moveLines = (files: readonly string[], from: string, to: string): CommitLine[] => [
  ...files.map((srcPath): CommitLine => ({
    key: 'copyFile',
    value: { path: to + srcPath.slice(from.length), srcPath },
  })),
  { key: 'deletedFolder', value: { path: from } },
]
