import type { z } from 'zod'
import type { CommitInfo } from './history.ts'
import type { Ref } from './queries.ts'
import type { commits, refs } from './wire.ts'

/** Refs by kind; each list is there even when empty (spec hub-api 2.4). */
export function presentRefs(all: readonly Ref[], withPullRequests: boolean): z.output<typeof refs> {
  const below = (prefix: string) =>
    all
      .filter((ref) => ref.name.startsWith(prefix))
      .map((ref) => ({ name: ref.name.slice(prefix.length), ref: ref.name, targetCommit: ref.commit }))
  return {
    branches: below('refs/heads/'),
    converts: below('refs/convert/'),
    tags: below('refs/tags/'),
    ...(withPullRequests ? { pullRequests: below('refs/pr/') } : {}),
  }
}

export function presentCommit(
  commit: CommitInfo,
  origin: string,
  formatted: boolean,
): z.output<typeof commits>[number] {
  const { id, title, body, author, at, signedBy } = commit
  const avatar = `${origin}/api/users/${encodeURIComponent(author)}/avatar`
  return {
    id,
    title,
    message: body,
    authors: [{ user: author, avatar }],
    date: at.toISOString(),
    signedBy,
    ...(formatted ? { formatted: { title: escapeHtml(title), message: paragraphs(body) } } : {}),
  }
}

const paragraphs = (text: string): string =>
  text === ''
    ? ''
    : text
        .split(/\n{2,}/)
        .map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`)
        .join('')

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => escapes[mark]!)
