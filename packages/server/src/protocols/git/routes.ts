/** Git over HTTP: https://git-scm.com/docs/gitprotocol-http (docs/protocols/git.md). */
import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import type { Git } from '../../features/content/index.ts'
import { route, sent, type Answer, type Call, type Route } from '../../http/route.ts'
import { HubError } from '../../kit/errors.ts'
import { advertisePush, announceService } from './advertise.ts'
import { answerPush } from './receive-pack.ts'
import * as requests from './requests.ts'
import { answerVersion2 } from './upload-pack.ts'

const area = 'Git'
const params = requests.repoParams
const infoQuery = z.object({ service: z.string().optional() })
type RepoCall<Query = unknown> = Call<z.output<typeof params>, Query>

export const gitRoutes = (git: Git): Route[] =>
  ['', '/{prefix:datasets|spaces|code}'].flatMap((prefix) => [
    route({
      method: 'GET',
      path: `${prefix}/{namespace}/{name}/info/refs`,
      area,
      summary: 'Where branches and tags stand: how each fetch, clone and push begins',
      params,
      query: infoQuery,
      answerType: 'application/x-git-upload-pack-advertisement',
      handle: (call) => advertise(git, call),
    }),
    route({
      method: 'POST',
      path: `${prefix}/{namespace}/{name}/git-upload-pack`,
      area,
      summary: 'Fetch or clone',
      params,
      answerType: 'application/x-git-upload-pack-result',
      handle: (call) => fetchFrom(git, call),
    }),
    route({
      method: 'POST',
      path: `${prefix}/{namespace}/{name}/git-receive-pack`,
      area,
      summary: 'Push',
      params,
      answerType: 'application/x-git-receive-pack-result',
      handle: (call) => pushTo(git, call),
    }),
  ])

async function advertise(git: Git, { actor, params, query, request, response }: RepoCall<z.output<typeof infoQuery>>) {
  const address = requests.addressOf(params)
  const { service } = query
  await git.requireReadable(actor, address)
  if (service === 'git-receive-pack') {
    const refs = await git.refsToPush(actor, address)
    return bytes(service, Buffer.concat([announceService(service), advertisePush(refs)]))
  }
  if (service !== 'git-upload-pack')
    throw new HubError('AccessDenied', 'This hub speaks the smart HTTP protocol of git: use git 1.6.6 or newer.')
  const protocol = requests.protocolOf(request)
  if (requests.isVersion2(protocol)) return bytes(service, await git.capabilities(protocol))
  const answer = requests.answerInParts(response, `application/x-${service}-advertisement`)
  let isFirst = true
  const write = async (part: Uint8Array): Promise<void> => {
    if (isFirst) await answer.write(announceService(service))
    isFirst = false
    await answer.write(part)
  }
  const session = { mode: 'advertise' as const, protocol, input: nothing(), write, signal: answer.signal }
  await git.uploadPack(actor, address, session)
  answer.end()
  return sent
}

const bytes = (service: string, body: Buffer): Answer => ({
  headers: { 'Content-Type': `application/x-${service}-advertisement`, ...requests.neverKept },
  bytes: body,
})

async function fetchFrom(git: Git, { actor, params, request, response }: RepoCall): Promise<Answer> {
  const address = requests.addressOf(params)
  await git.requireReadable(actor, address)
  const answer = requests.answerInParts(response, 'application/x-git-upload-pack-result')
  const protocol = requests.protocolOf(request)
  const input = requests.bodyOf(request, limits.fetchRequestBytes)
  const { write, signal } = answer
  try {
    if (requests.isVersion2(protocol)) await answerVersion2(git, { actor, address, protocol, input, write, signal })
    else await git.uploadPack(actor, address, { mode: 'stateless', protocol, input, write, signal })
    answer.end()
  } finally {
    requests.closeBody(request, input)
  }
  return sent
}

async function pushTo(git: Git, { actor, params, request, response }: RepoCall): Promise<Answer> {
  const address = requests.addressOf(params)
  const answer = requests.answerInParts(response, 'application/x-git-receive-pack-result')
  const input = requests.bodyOf(request, limits.pushBytes + limits.fetchRequestBytes)
  try {
    await answerPush(git, { actor, address, input, write: answer.write })
    answer.end()
  } finally {
    requests.closeBody(request, input)
  }
  return sent
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
