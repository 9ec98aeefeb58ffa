import { UploadFault } from './fault.ts'

/** The hub reads files back before it registers them: so many bytes of so many. */
export type OnChecked = (checkedBytes: number, totalBytes: number) => void

type Line = {
  type: string
  verified?: number
  total?: number
  message?: string
  retryable?: boolean
}

/** The lines of JSON with which the hub tells how far it is with a shard. @throws UploadFault unless they end well */
export async function readShardLines(response: Response, onChecked: OnChecked): Promise<void> {
  for await (const line of linesOf(response)) {
    const { type, verified, total, message, retryable }: Line = JSON.parse(line) as Line
    if (type === 'validating') onChecked(verified ?? 0, total ?? 0)
    if (type === 'result') return
    if (type === 'error')
      throw new UploadFault(message ?? 'The hub refused the files', {
        status: retryable ? 503 : 400,
        code: retryable ? '' : 'ShardInvalid',
      })
  }
  throw new TypeError('The answer of the hub broke off')
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let held = ''
  for (;;) {
    const { value, done } = await reader.read()
    held += value ?? ''
    const lines = held.split('\n')
    held = done ? '' : (lines.pop() ?? '')
    for (const line of lines) if (line.trim() !== '') yield line
    if (done) return
  }
}
