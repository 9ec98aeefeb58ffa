import type { KaihubClient } from '@kaihub/client'
import { done, HubFault } from '#lib/hub.ts'
import { apiPath, type RepoRef } from '#lib/repo/address.ts'
import type { Tensor } from './groups.ts'

type Place = { repo: RepoRef; revision: string; path: string }
type Answer = NonNullable<Awaited<ReturnType<typeof askTensors>>['data']>
export type Weights = Omit<Answer, 'tensors' | 'next'> & { tensors: Tensor[] }
export type Chat = NonNullable<Awaited<ReturnType<typeof askChat>>['data']>

const pageTensors = 20_000

const restOf = ({ revision, path }: Place): string => (path === '' ? revision : `${revision}/${path}`)

const askTensors = (hub: KaihubClient, place: Place, cursor: string | null) =>
  hub.GET('/api/{types}/{namespace}/{name}/tensors/{rest}', {
    params: {
      path: { ...apiPath(place.repo), rest: restOf(place) },
      query: { limit: pageTensors, ...(cursor === null ? {} : { cursor }) },
    },
  })

const askChat = (hub: KaihubClient, place: Place) =>
  hub.GET('/api/{types}/{namespace}/{name}/chat-template/{rest}', {
    params: { path: { ...apiPath(place.repo), rest: restOf(place) } },
  })

/** All tensors of the weights at a place, however many pages they come in. */
export async function loadWeights(hub: KaihubClient, place: Place): Promise<Weights> {
  const { tensors, next: first, ...weights } = done(await askTensors(hub, place, null))
  for (let cursor = first; cursor !== null;) {
    const page = done(await askTensors(hub, place, cursor))
    tensors.push(...page.tensors)
    cursor = page.next
  }
  return { ...weights, tensors }
}

/** Null for the many models that have none. */
export async function loadChat(hub: KaihubClient, place: Place): Promise<Chat | null> {
  try {
    return done(await askChat(hub, place)) ?? null
  } catch (error) {
    if (error instanceof HubFault) return null
    throw error
  }
}
