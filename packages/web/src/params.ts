import { defineParams } from '@sveltejs/kit/params'

/** First segments of repo addresses; models have none. Also the words of the Hub API's paths. */
const typeSegments = ['datasets', 'spaces', 'code'] as const
const listSegments = ['models', ...typeSegments] as const

export const params = defineParams({
  types: (segment) => typeSegments.find((known) => known === segment),
  list: (segment) => listSegments.find((known) => known === segment),
})
