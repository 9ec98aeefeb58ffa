/** The inside of the thread that renders pages: takes messages of `site.ts`. */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import { gzip } from 'node:zlib'
import type { PageRequest, SitePage } from '../../ports/site.ts'

export type Order = { id: number; request: PageRequest; hubUrl: string }
export type Reply = { id: number; page?: SitePage; failure?: string }

/** What SvelteKit's build exports: https://svelte.dev/docs/kit/writing-adapters */
type BuiltSite = {
  server: {
    init: (options: { env: Record<string, string>; read: (file: string) => ReadableStream }) => Promise<void>
    respond: (request: Request, options: { platform: unknown; getClientAddress: () => string }) => Promise<Response>
  }
}

const { folder } = workerData as { folder: string }
const { server } = (await import(pathToFileURL(join(folder, 'server', 'server.js')).href)) as BuiltSite
await server.init({
  env: {},
  read: (file) => Readable.toWeb(createReadStream(join(folder, 'client', file))) as ReadableStream,
})

const compress = promisify(gzip)
/** in bytes: less fits into one packet anyhow */
const worthCompressing = 1400

async function render({ request, hubUrl }: Order): Promise<SitePage> {
  const { method, url, headers } = request
  const response = await server.respond(new Request(url, { method, headers }), {
    platform: { hubUrl },
    // the hub itself counts and limits by address; pages have no use for one
    getClientAddress: () => '',
  })
  const body = new Uint8Array(await response.arrayBuffer())
  if (body.length >= worthCompressing && headers['accept-encoding']?.includes('gzip')) {
    response.headers.set('content-encoding', 'gzip')
    response.headers.append('vary', 'Accept-Encoding')
    return { status: response.status, headers: headersOf(response), body: await compress(body, { level: 5 }) }
  }
  return { status: response.status, headers: headersOf(response), body }
}

function headersOf(response: Response): SitePage['headers'] {
  const cookies = response.headers.getSetCookie().map((cookie): [string, string] => ['set-cookie', cookie])
  return [...[...response.headers].filter(([name]) => name !== 'set-cookie'), ...cookies]
}

async function answer(order: Order): Promise<void> {
  try {
    const page = await render(order)
    parentPort!.postMessage({ id: order.id, page } satisfies Reply)
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error)
    parentPort!.postMessage({ id: order.id, failure } satisfies Reply)
  }
}

parentPort!.on('message', (order: Order) => void answer(order))
