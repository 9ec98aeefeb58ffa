/** Who is being worked for: everything done for somebody who left stops, wherever it is. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { HubError } from '../../kit/errors.ts'

const asking = new AsyncLocalStorage<AbortSignal>()

export const workFor = <Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> =>
  asking.run(signal, work)

/** Of whom the work at hand is for, or null where it is for the hub itself. */
export const askersSignal = (): AbortSignal | null => asking.getStore() ?? null

/** @throws HubError Unavailable when nobody waits for the answer any more */
export function stopIfLeft(signal: AbortSignal | null = askersSignal()): void {
  if (signal?.aborted) throw new HubError('Unavailable', 'Nobody waits for this answer any more.')
}
