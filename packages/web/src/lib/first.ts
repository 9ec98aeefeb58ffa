import { HubFault } from './hub.ts'

/** What the hub found, or why it could not; null where the page did not wait for it and the browser is to ask. */
export type First<Found> = { found: Found; fault: null } | { found: null; fault: string } | null

type Event = { isDataRequest: boolean }
/** No page waits longer for what the browser can read after it. */
const mostMilliseconds = 1500

/**
 * The start of what a page shows once a script has read it, so that it can be read without scripts too. Only for a page
 * that is opened by its address: where scripts run they ask by themselves, and hovering over a link costs nothing.
 */
export async function firstOf<Found>(
  { isDataRequest }: Event,
  read: (signal: AbortSignal) => Promise<Found>,
  milliseconds: number = mostMilliseconds,
): Promise<First<Found>> {
  if (isDataRequest) return null
  const signal = AbortSignal.timeout(milliseconds)
  try {
    return { found: await read(signal), fault: null }
  } catch (error) {
    if (signal.aborted) return null
    // A hub that is busy may have time when the browser asks.
    if (!(error instanceof HubFault) || error.status === 429 || error.status >= 500) return null
    return { found: null, fault: error.message }
  }
}
