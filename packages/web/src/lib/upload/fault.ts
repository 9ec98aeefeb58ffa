/** Why an upload stopped: the hub's own words where it said some. `status` is 0 when nobody answered. */
export class UploadFault extends Error {
  readonly status: number
  readonly code: string
  constructor(message: string, { status, code = '' }: { status: number; code?: string }) {
    super(message)
    this.name = 'UploadFault'
    this.status = status
    this.code = code
  }
}

/** What went wrong, from an answer whose status says that something did. */
export async function faultOf(response: Response): Promise<UploadFault> {
  const { status, headers } = response
  const body = await response.text().catch(() => '')
  return new UploadFault(wordsOf(body) ?? headers.get('x-error-message') ?? `${status} ${response.statusText}`, {
    status,
    code: headers.get('x-kaihub-error') ?? '',
  })
}

function wordsOf(body: string): string | null {
  try {
    const told = (JSON.parse(body) as { error?: unknown }).error
    return typeof told === 'string' ? told : null
  } catch {
    return null
  }
}
