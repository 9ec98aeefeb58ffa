/** A page, whole: pages are small, and whatever is large has an address of its own. */
export type SitePage = { status: number; headers: [name: string, value: string][]; body: Uint8Array }

/** A file of the site itself; its name changes when it does, if `isImmutable`. */
export type SiteAsset = {
  type: string
  encoding: 'br' | 'gzip' | null
  isImmutable: boolean
  read: () => Promise<Buffer>
}

export type PageRequest = {
  method: 'GET' | 'HEAD'
  /** as the reader's browser knows it: `https://hub.example.org/alice/model` */
  url: string
  headers: Record<string, string>
}

/** The web pages for people. They know the hub by its HTTP interface alone. */
export type Site = AsyncDisposable & {
  /** `accepts` is the Accept-Encoding of the request */
  asset: (path: string, accepts: string) => SiteAsset | null
  respond: (request: PageRequest) => Promise<SitePage>
}
