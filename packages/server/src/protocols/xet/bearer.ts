import type { Call } from '../../http/route.ts'

/** The Xet token of a request: the only credential that is looked at here. */
export const bearerOf = ({ request }: Pick<Call, 'request'>): string | undefined =>
  /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
