import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { Person, TestHub } from './test-hub.ts'

/** Requests as clients make them, for tests that need a repo with something in it. */

export async function createRepo(hub: TestHub, as: Person, name: string, more: Record<string, unknown> = {}) {
  const answer = await send(hub, 'POST', '/api/repos/create', { as, json: { name, ...more } })
  assert.equal(answer.status, 200, await answer.clone().text())
  return (await answer.json()) as { url: string; name: string; id: string }
}

export type Send = {
  as?: Person | undefined
  json?: unknown
  body?: string | Uint8Array<ArrayBuffer> | undefined
  headers?: Record<string, string>
}

export function send(
  hub: TestHub,
  method: string,
  path: string,
  { as, json, body, headers }: Send = {},
): Promise<Response> {
  const type: Record<string, string> = json === undefined ? {} : { 'Content-Type': 'application/json' }
  const content = json === undefined ? body : JSON.stringify(json)
  return hub.fetch(path, {
    method,
    as,
    headers: { ...type, ...headers },
    ...(content === undefined ? {} : { body: content }),
  })
}

export const header = (summary = 'a commit', more: Record<string, unknown> = {}) => ({
  key: 'header',
  value: { summary, ...more },
})
export const file = (path: string, content: string | Uint8Array) => ({
  key: 'file',
  value: { path, content: Buffer.from(content).toString('base64'), encoding: 'base64' },
})
export const lfsFile = (path: string, content: Uint8Array) => ({
  key: 'lfsFile',
  value: { path, algo: 'sha256', oid: digestOf(content), size: content.length },
})
export const deletedFile = (path: string) => ({ key: 'deletedFile', value: { path } })
export const copyFile = (srcPath: string, path: string, srcRevision?: string) => ({
  key: 'copyFile',
  value: { path, srcPath, ...(srcRevision === undefined ? {} : { srcRevision }) },
})
/** a regular file that is the LFS pointer of some content */
export const pointerFile = (path: string, content: Uint8Array) => file(path, pointerText(content))
export const pointerText = (content: Uint8Array): string =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${digestOf(content)}\nsize ${content.length}\n`
export const digestOf = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex')

export type CommitAt = { as?: Person | undefined; branch?: string; type?: string }

/** Commits NDJSON lines; the answer is the caller's to check. */
export function commit(
  hub: TestHub,
  repo: string,
  lines: readonly unknown[],
  { as, branch = 'main', type = 'models' }: CommitAt,
) {
  const body = lines.map((line) => JSON.stringify(line)).join('\n')
  const path = `/api/${type}/${repo}/commit/${encodeURIComponent(branch)}`
  return send(hub, 'POST', path, { as, body, headers: { 'Content-Type': 'application/x-ndjson' } })
}

/** Commits and expects success; answers the commit id. */
export async function commitOk(hub: TestHub, repo: string, lines: readonly unknown[], at: CommitAt): Promise<string> {
  const answer = await commit(hub, repo, lines, at)
  assert.equal(answer.status, 200, await answer.clone().text())
  return ((await answer.json()) as { commitOid: string }).commitOid
}

type BatchAnswer = {
  objects: { actions?: Record<string, { href: string; header?: Record<string, string> }>; error?: { code: number } }[]
  transfer: string
}

export async function lfsBatch(
  hub: TestHub,
  repo: string,
  request: { as?: Person | undefined; operation: string; objects: unknown[]; transfers?: string[] },
) {
  const { as, ...json } = request
  const answer = await send(hub, 'POST', `/${repo}.git/info/lfs/objects/batch`, { as, json })
  assert.equal(answer.status, 200, await answer.clone().text())
  return (await answer.json()) as BatchAnswer
}

/** Uploads an object the way the basic transfer does. */
export async function uploadObject(
  hub: TestHub,
  repo: string,
  content: Uint8Array<ArrayBuffer>,
  as: Person,
): Promise<void> {
  const objects = [{ oid: digestOf(content), size: content.length }]
  const {
    objects: [object],
  } = await lfsBatch(hub, repo, { as, operation: 'upload', objects })
  const href = object?.actions?.['upload']?.href
  if (!href) return
  const answer = await fetch(href, { method: 'PUT', body: content })
  assert.equal(answer.status, 200, await answer.text())
}

export type Refusal = { status: number; code?: string; says: RegExp }

/** Expects the hub's own words: the status, `X-Error-Code` or none, and a text in body and header. */
export async function refused(answer: Promise<Response> | Response, wanted: Refusal): Promise<void> {
  const got = await answer
  const text = await got.text()
  assert.equal(got.status, wanted.status, text)
  assert.equal(got.headers.get('X-Error-Code'), wanted.code ?? null, text)
  assert.match((JSON.parse(text) as { error: string }).error, wanted.says)
  assert.match(got.headers.get('X-Error-Message') ?? '', wanted.says)
}

/** The body of a JSON answer, taken as it is: a test says what it expects by using it. */
export const json = async <Body extends object>(answer: Promise<Response> | Response): Promise<Body> =>
  (await (await answer).json()) as Body
