import type { KaihubClient } from '@kaihub/client'
import { done, HubFault } from '#lib/hub.ts'
import { apiPath, type RepoRef } from '#lib/repo/address.ts'
import { restOf } from '#lib/tree/place.ts'
import type { Tensor } from './groups.ts'

export type WeightsPlace = { repo: RepoRef; revision: string; path: string }
type Answer = NonNullable<Awaited<ReturnType<typeof askTensors>>['data']>
export type Weights = Omit<Answer, 'tensors' | 'next'> & { tensors: Tensor[] }
export type Chat = NonNullable<Awaited<ReturnType<typeof askChat>>['data']>

export type FirstTensors = Answer & {
  /** no address with a cursor led here */
  isStart: boolean
}

const pageTensors = 20_000
/** as many as a table of them shows at once */
const firstTensors = 200

type Part = { cursor: string | null; limit?: number; signal?: AbortSignal }

const askTensors = (hub: KaihubClient, place: WeightsPlace, { cursor, limit = pageTensors, signal }: Part) =>
  hub.GET('/api/{types}/{namespace}/{name}/tensors/{rest}', {
    params: {
      path: { ...apiPath(place.repo), rest: restOf(place) },
      query: { limit, ...(cursor === null ? {} : { cursor }) },
    },
    signal: signal ?? null,
  })

const askChat = (hub: KaihubClient, place: WeightsPlace, signal: AbortSignal | null) =>
  hub.GET('/api/{types}/{namespace}/{name}/chat-template/{rest}', {
    params: { path: { ...apiPath(place.repo), rest: restOf(place) } },
    signal,
  })

/** All tensors of the weights at a place, however many pages they come in. */
export async function loadWeights(hub: KaihubClient, place: WeightsPlace): Promise<Weights> {
  const { tensors, next: first, ...weights } = done(await askTensors(hub, place, { cursor: null }))
  for (let cursor = first; cursor !== null;) {
    const page = done(await askTensors(hub, place, { cursor }))
    tensors.push(...page.tensors)
    cursor = page.next
  }
  return { ...weights, tensors }
}

/** Some tensors and all that is said about the whole: what is read without scripts, a page at a time. */
export async function loadFirstTensors(
  hub: KaihubClient,
  place: WeightsPlace,
  part: { cursor: string | null; signal: AbortSignal },
): Promise<FirstTensors> {
  const page = done(await askTensors(hub, place, { ...part, limit: firstTensors }))
  return { ...page, isStart: part.cursor === null }
}

/** Null for the many models that have none. */
export async function loadChat(
  hub: KaihubClient,
  place: WeightsPlace,
  signal: AbortSignal | null = null,
): Promise<Chat | null> {
  try {
    return done(await askChat(hub, place, signal)) ?? null
  } catch (error) {
    if (error instanceof HubFault) return null
    throw error
  }
}
