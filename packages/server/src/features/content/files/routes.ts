import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { encodeCursor, nextLink, readCursor } from '../../../http/paging.ts'
import { flag, route, sent, type Answer, type Call, type Route } from '../../../http/route.ts'
import { sendBytes } from '../../../http/send-blob.ts'
import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import { typeFromApi, type Repo } from '../../repos/index.ts'
import { noPullRequests } from '../errors.ts'
import { announceXet, fileInfoType, wantsFileInfo } from './announce-xet.ts'
import { contentDisposition, filePolicy, mediaType, mediaTypeOfLfs } from './media-type.ts'
import { presentEntry, presentLfsFile } from './present.ts'
import type { Files } from './service.ts'
import * as wire from './wire.ts'

const area = 'Files'
const inApi = '/api/{types:models|datasets|spaces|code}/{namespace}/{name}'

/** Told after an answer went out, for the counts. */
export type OnDownload = (download: {
  actor: Actor
  repo: Repo
  path: string
  request: Call['request']
  whole: boolean
}) => void

/** What the files' endpoints know of the world around them. */
export type Surroundings = {
  onDownload: OnDownload
  /** where the chunks of files are, given the origin that a client reached us at */
  casUrl: (origin: string) => string
}

export const filesRoutes = (files: Files, around: Surroundings): Route[] => [
  ...['', '/{rest*}'].map((tail) =>
    route({
      method: 'GET',
      path: `${inApi}/tree${tail}`,
      area,
      summary: 'List a folder at a revision: `rest` is the revision and the path',
      params: wire.restParams.partial({ rest: true }),
      query: wire.treeQuery,
      answer: wire.treeEntries,
      handle: (call) => listFolder(files, call),
    }),
  ),
  route({
    method: 'GET',
    path: `${inApi}/lfs-files`,
    area,
    summary: 'List the LFS objects that branches and tags show',
    params: wire.restParams.omit({ rest: true }),
    query: wire.lfsFilesQuery,
    answer: wire.lfsFiles,
    handle: async (call) => {
      const page = { after: readCursor(wire.lfsFilesCursor, call.query.cursor), limit: call.query.limit }
      const { files: found, next } = await files.lfsFiles(call.actor, addressOf(call.params), page)
      return { headers: nextLink(call, next === null ? null : encodeCursor(next)), json: found.map(presentLfsFile) }
    },
  }),
  route({
    method: 'POST',
    path: `${inApi}/paths-info/{rest*}`,
    area,
    summary: 'Look up paths at a revision; missing ones are left out',
    params: wire.restParams,
    body: wire.pathsInfoBody,
    bodyLimitBytes: limits.preuploadBodyBytes,
    answer: wire.treeEntries,
    handle: async ({ actor, params, body }) => {
      const wish = { revision: params.rest, paths: body.paths ?? [], expand: body.expand ?? false }
      const { entries, lastCommits } = await files.pathsInfo(actor, addressOf(params), wish)
      return { json: entries.map((entry) => presentEntry(entry, lastCommits?.get(entry.path))) }
    },
  }),
  route({
    method: 'POST',
    path: `${inApi}/preupload/{rest*}`,
    area,
    summary: 'Ask how each file of an upload is to be sent',
    params: wire.restParams,
    query: wire.preuploadQuery,
    body: wire.preuploadBody,
    bodyLimitBytes: limits.preuploadBodyBytes,
    answer: wire.preuploadAnswer,
    handle: (call) => preupload(files, call),
  }),
  ...bytesRoutes(files, around),
  ...idsWithoutNamespace(),
]

/** The longer addresses first: a dataset may be called `resolve`, but no namespace `datasets`. */
const bytesRoutes = (files: Files, around: Surroundings): Route[] =>
  ['/{prefix:datasets|spaces|code}', ''].flatMap((prefix) => [
    route({
      method: 'GET',
      path: `${prefix}/{namespace}/{name}/resolve/{rest*}`,
      area,
      summary: 'Download a file: `rest` is the revision and the path',
      params: bytesParams,
      query: z.object({ download: flag(), noContentDisposition: flag() }),
      answerType: 'application/octet-stream',
      handle: (call) => sendFile(files, call, { asPointer: false, ...call.query, around }),
    }),
    route({
      method: 'GET',
      path: `${prefix}/{namespace}/{name}/raw/{rest*}`,
      area,
      summary: 'Read a file as git stores it: an LFS file is its pointer',
      params: bytesParams,
      answerType: 'application/octet-stream',
      handle: (call) => sendFile(files, call, { asPointer: true, around }),
    }),
  ])

/** Old clients ask for `gpt2`: no repo here has such an id, which is not the same as an address that leads nowhere. */
const idsWithoutNamespace = (): Route[] =>
  [
    '/api/{types:models|datasets|spaces|code}/{name}',
    '/api/{types:models|datasets|spaces|code}/{name}/{verb:revision|tree|commits}/{rest*}',
    '/{name}/{verb:resolve|raw}/{rest*}',
  ].map((path) =>
    route({
      method: 'GET',
      path,
      area,
      unlisted: true,
      summary: 'An id without a namespace: not found',
      handle: async () => {
        throw new HubError('RepoNotFound', 'Repository not found')
      },
    }),
  )

const bytesParams = z.object({
  prefix: z.string().default('models'),
  namespace: z.string(),
  name: z.string(),
  rest: z.string(),
})

type PreuploadCall = Call<
  z.output<typeof wire.restParams>,
  z.output<typeof wire.preuploadQuery>,
  z.output<typeof wire.preuploadBody>
>

async function preupload(files: Files, { actor, params, query, body }: PreuploadCall): Promise<Answer> {
  // Said before gigabytes are on their way to a commit that will be refused.
  if (query.create_pr) throw noPullRequests()
  const { commit, files: verdicts } = await files.preupload(actor, addressOf(params), {
    revision: params.rest,
    files: body.files.map(({ path, size, sample }) => ({
      path,
      sizeBytes: size,
      sample: Buffer.from(sample, 'base64'),
    })),
    gitAttributes: body.gitAttributes,
    gitIgnore: body.gitIgnore,
  })
  return {
    json: {
      files: verdicts.map(({ oid, ...verdict }) => ({ ...verdict, ...(oid ? { oid } : {}) })),
      commitOid: commit,
    },
  }
}

type ListCall = Call<Partial<z.output<typeof wire.restParams>> & RestParams, z.output<typeof wire.treeQuery>>

async function listFolder(files: Files, call: ListCall): Promise<Answer> {
  const { params, query } = call
  const page = await files.listFolder(call.actor, addressOf(params), {
    rest: params.rest ?? 'HEAD',
    recursive: query.recursive ?? false,
    expand: query.expand ?? false,
    from: readCursor(wire.treeCursor, query.cursor),
    limit: query.limit,
  })
  return {
    headers: {
      'X-Repo-Commit': page.commit,
      ...nextLink(call, page.next === null ? null : encodeCursor({ commit: page.commit, after: page.next })),
    },
    json: page.entries.map((entry) => presentEntry(entry, page.lastCommits?.get(entry.path))),
  }
}

type RestParams = { types: string; namespace: string; name: string }
const addressOf = ({ types, namespace, name }: RestParams) => ({ type: typeFromApi(types), namespace, name })

type SendOptions = {
  asPointer: boolean
  download?: boolean | undefined
  noContentDisposition?: boolean | undefined
  around: Surroundings
}

/** Answers with a file's bytes, or how to get them by chunks, and every header of spec hub-api 2.5. */
async function sendFile(
  files: Files,
  call: Call<z.output<typeof bytesParams>>,
  { around, ...options }: SendOptions,
): Promise<Answer> {
  const { params, request, response, origin } = call
  const address = addressOf({ ...params, types: params.prefix })
  const { repo, commit, entry, ...opened } = await files.openAt(call.actor, address, params.rest, options.asPointer)
  await using file = opened.file
  const lfs = options.asPointer ? null : entry.lfs
  const xet = lfs?.xet ? announceXet({ repo, commit, hash: lfs.xet }, { origin, casUrl: around.casUrl(origin) }) : null
  const always = {
    'X-Repo-Commit': commit,
    'X-Linked-Size': String(file.sizeBytes),
    ...(lfs ? { 'X-Linked-Etag': `"${lfs.digest}"` } : {}),
    ...xet?.headers,
  }
  if (xet && request.method === 'GET' && wantsFileInfo(request.headers.accept))
    return { headers: { ...always, 'Content-Type': fileInfoType }, json: xet.info }
  const { status, complete } = await sendBytes({
    request,
    response,
    sizeBytes: file.sizeBytes,
    etag: lfs ? lfs.digest : entry.oid,
    headers: {
      ...always,
      'Content-Type': lfs ? mediaTypeOfLfs(entry.path) : mediaType(entry.path),
      ...(options.noContentDisposition
        ? {}
        : { 'Content-Disposition': contentDisposition(entry.path, options.download ?? false) }),
      'Content-Security-Policy': filePolicy,
      'X-Content-Type-Options': 'nosniff',
    },
    read: file.read,
  })
  if (request.method === 'GET' && complete && status < 300 && !options.asPointer)
    around.onDownload({ actor: call.actor, repo, path: entry.path, request, whole: status === 200 })
  return sent
}
