/** Logging in on a device by approving it in a browser: RFC 8628, https://www.rfc-editor.org/rfc/rfc8628. */
import type { Actor, SignedInActor } from '../../../kit/actor.ts'
import { HubError, isHubError } from '../../../kit/errors.ts'
import type { NamespaceId } from '../../../kit/ids.ts'
import { createAttempts } from '../attempts/service.ts'
import { hashSecret } from '../credentials/authenticate.ts'
import type { AccountsContext } from '../deps.ts'
import { createLogin } from '../sessions/login.ts'
import { tooManyTokens } from '../tokens/issue-token.ts'
import { countTokens } from '../tokens/queries.ts'
import * as queries from './queries.ts'
import { makeUserCode, readUserCode } from './user-code.ts'

/** The device keeps its code to itself and shows the other one to its person. */
export type StartedDeviceLogin = {
  deviceCode: string
  userCode: string
  expiresSeconds: number
  intervalSeconds: number
}

/** What the person at the browser learns of the device that asks. */
export type DeviceLogin = { userCode: string; client: string; address: string | null; ageSeconds: number }

/** What a person says to it; the password counts where no session says who they are. */
export type DeviceAnswer = {
  userCode: string
  decision: 'approve' | 'deny'
  name: string
  password: string
  newPassword?: string | undefined
  address: string | null
}

export type DeviceOutcome =
  | { kind: 'approved' | 'denied' | 'unknown' }
  /** the login still waits: the person may try again */
  | { kind: 'refused'; login: DeviceLogin; error: HubError }

/** Devices that still ask learn that their code has expired; after this nobody remembers. */
const rememberSeconds = 3600

export function createDeviceLogin(context: AccountsContext) {
  const { db, clock, ids, limits } = context
  const attempts = createAttempts(context)
  const { identify } = createLogin(context)

  /** @throws HubError RateLimited, or Unavailable while too many devices wait */
  async function startDeviceLogin({ client, address }: From): Promise<StartedDeviceLogin> {
    await attempts.counted({ kind: 'device-login', address })
    const now = clock.now()
    await queries.deleteLoginsBefore(db, secondsAfter(now, -rememberSeconds))
    if ((await queries.countPending(db, now)) >= limits.deviceLoginsPending)
      throw new HubError('Unavailable', 'Too many devices wait for their login: try again in some minutes.')
    const deviceCode = ids.secret(43)
    const expiresSeconds = limits.deviceCodeSeconds
    const login = { client, address, createdAt: now, expiresAt: secondsAfter(now, expiresSeconds) }
    for (;;) {
      const userCode = makeUserCode(ids)
      const hashes = { deviceHash: hashSecret(deviceCode), userHash: hashSecret(userCode) }
      if (await queries.insertLogin(db, { ...login, ...hashes }))
        return { deviceCode, userCode, expiresSeconds, intervalSeconds: limits.devicePollSeconds }
    }
  }

  /** Null for a code that is unknown, expired or decided. @throws HubError RateLimited for those who guess */
  async function findDeviceLogin(typed: string, address: string | null): Promise<DeviceLogin | null> {
    const userCode = readUserCode(typed)
    if (userCode === null) return null
    const found = await attempts.guarded({ kind: 'device-code', address }, () =>
      queries.findPending(db, hashSecret(userCode), clock.now()),
    )
    if (!found) return null
    const { client, createdAt } = found
    const ageSeconds = (clock.now().getTime() - createdAt.getTime()) / 1000
    return { userCode, client, address: found.address, ageSeconds }
  }

  /** Approving takes a session or the password. @throws HubError RateLimited for those who guess codes */
  async function answerDeviceLogin(actor: Actor, answer: DeviceAnswer): Promise<DeviceOutcome> {
    const login = await findDeviceLogin(answer.userCode, answer.address)
    if (!login) return { kind: 'unknown' }
    if (answer.decision === 'deny') return (await deny(login)) ? { kind: 'denied' } : { kind: 'unknown' }
    try {
      const userId = hasSession(actor) ? actor.userId : (await identify(answer)).id
      return (await approve(login, userId)) ? { kind: 'approved' } : { kind: 'unknown' }
    } catch (error) {
      if (isHubError(error)) return { kind: 'refused', login, error }
      throw error
    }
  }

  /** False when it was decided already. @throws HubError BadRequest when the person has too many access tokens */
  async function approve({ userCode }: DeviceLogin, userId: NamespaceId): Promise<boolean> {
    const now = clock.now()
    await queries.deleteDeadFamilies(db, userId, now)
    // Asked again when the token is made; here it can still be told to a person.
    const { accessTokensPerUser } = limits
    if ((await countTokens(db, userId)) >= accessTokensPerUser) throw tooManyTokens(accessTokensPerUser)
    return queries.decide(db, hashSecret(userCode), { state: 'approved', userId, now })
  }

  /** Anybody who sees the code may say that it is not theirs. */
  const deny = ({ userCode }: DeviceLogin): Promise<boolean> =>
    queries.decide(db, hashSecret(userCode), { state: 'denied', userId: null, now: clock.now() })

  return { startDeviceLogin, findDeviceLogin, answerDeviceLogin }
}

/** An access token approves nothing: it may have leaked, and could make itself a successor for ever. */
export const hasSession = (actor: Actor): actor is SignedInActor =>
  actor.kind === 'user' && actor.grant.kind === 'session'

type From = { client: string; address: string | null }

const secondsAfter = (time: Date, seconds: number): Date => new Date(time.getTime() + seconds * 1000)
