import type { ServerResponse } from 'node:http'

export type PartWriter = {
  /** settles once the bytes are the system's and their buffer may be reused; false when the client is gone */
  write: (part: Uint8Array) => Promise<boolean>
  release: () => void
}

/** Writes one part at a time to a response. Node drops the callback of a write to a closed socket: `close` settles it. */
export function createPartWriter(response: ServerResponse): PartWriter {
  let settle: ((written: boolean) => void) | undefined
  const onClose = (): void => settle?.(false)
  response.once('close', onClose)

  const write = (part: Uint8Array): Promise<boolean> =>
    new Promise((resolve) => {
      if (response.destroyed || response.closed) return resolve(false)
      settle = resolve
      response.write(part, (error) => resolve(!error))
    })

  return { write, release: () => response.off('close', onClose) }
}
