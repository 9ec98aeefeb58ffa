import { presentError } from '../../../../http/errors.ts'
import { route, type Answer, type Call, type Route } from '../../../../http/route.ts'
import type { Actor } from '../../../../kit/actor.ts'
import { isHubError, type HubError } from '../../../../kit/errors.ts'
import type { ClientAddress } from '../../../../http/client-address.ts'
import { requireOwnPage } from '../../credentials/own-page.ts'
import type { Accounts } from '../../index.ts'
import { hasSession, type DeviceLogin, type DeviceOutcome } from '../service.ts'
import * as wire from '../wire.ts'
import { approvalPath, contentPolicy, renderPage, type View } from './page.ts'
import { chooseLanguage, words, type Words } from './words.ts'

const area = 'Device login'

/** The page where a person compares the code of their device and approves. */
export const approvalRoutes = (accounts: Accounts, clientAddress: ClientAddress): Route[] => [
  route({
    method: 'GET',
    path: approvalPath,
    area,
    summary: 'Ask for the code of a device, and whether it may log in',
    query: wire.approvalQuery,
    answerType: 'text/html',
    handle: async (call) =>
      answerPage(call, async (said) => {
        const { user_code: typed } = call.query
        if (typed === undefined) return { kind: 'enter-code' }
        const login = await accounts.findDeviceLogin(typed, clientAddress(call.request))
        return login ? question(login, call.actor) : unknownCode(said)
      }),
  }),
  route({
    method: 'POST',
    path: approvalPath,
    area,
    summary: 'Approve or deny the login of a device',
    body: wire.approvalBody,
    answerType: 'text/html',
    handle: async (call) => {
      const { actor, body, request, origin } = call
      requireOwnPage(request, origin)
      const { user_code: userCode, newPassword, ...answer } = body
      return answerPage(call, async (said) => {
        const address = clientAddress(request)
        const given = { ...answer, userCode, address, newPassword: newPassword || undefined }
        const outcome = await accounts.answerDeviceLogin(actor, given)
        if (outcome.kind === 'unknown') return unknownCode(said)
        return outcome.kind === 'refused' ? askAgain(outcome, call, said) : { kind: outcome.kind }
      })
    },
  }),
]

type Shown = View & { refusal?: HubError }

const unknownCode = (said: Words): Shown => ({ kind: 'enter-code', error: said.faults.unknownCode })

const question = (login: DeviceLogin, actor: Actor) => ({
  kind: 'decide' as const,
  login,
  loggedInAs: hasSession(actor) ? actor.name : null,
  asksNewPassword: false,
})

type Posted = Call<unknown, unknown, { name: string; newPassword: string }>

function askAgain(
  { login, error }: Extract<DeviceOutcome, { kind: 'refused' }>,
  { actor, body }: Posted,
  said: Words,
): Shown {
  const asksNewPassword = error.detail['mustChangePassword'] === true || body.newPassword !== ''
  return { ...question(login, actor), name: body.name, asksNewPassword, refusal: error, error: explain(error, said) }
}

/** Shows what `see` finds, and what the hub refuses, in the person's language. */
async function answerPage(call: Call, see: (said: Words) => Promise<Shown>): Promise<Answer> {
  const language = chooseLanguage(call.request.headers['accept-language'])
  const said = words[language]
  const { refusal, ...view } = await see(said).catch((error: unknown): Shown => {
    if (!isHubError(error)) throw error
    return { kind: 'enter-code', refusal: error, error: explain(error, said) }
  })
  const { status, headers } = refusal ? presentError(refusal, call.actor) : { status: view.error ? 404 : 200 }
  return { status, text: renderPage(view, language), headers: { ...headers, ...pageHeaders } }
}

function explain(error: HubError, { faults, wait }: Words): string {
  if (error.code === 'RateLimited') return wait(Number(error.detail['retrySeconds']))
  if (error.detail['mustChangePassword']) return faults.oneTimePassword
  if (error.detail['tooManyTokens']) return faults.tooManyTokens
  if (error.code === 'BadRequest') return faults.weakPassword
  return error.code === 'InvalidCredentials' ? faults.wrongPassword : error.message
}

const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': contentPolicy,
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  // `no-referrer` would make browsers send `Origin: null` with the form, and we would refuse it
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
  Vary: 'Accept-Language, Cookie',
}
