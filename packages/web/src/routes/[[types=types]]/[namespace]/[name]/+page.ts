import type { PageLoad } from './$types'

/** What few ask for is loaded for them alone, and here, so that the first paint has it too. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  UseThis: data.isUseShown ? (await import('#lib/repo/UseThis.svelte')).default : null,
})
