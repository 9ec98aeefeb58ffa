import type { AuthContext, Connection } from 'ssh2'
import { checkKey, type Login } from './check-key.ts'
import type { SshLimits } from './limits.ts'
import type { Services } from './session.ts'

export type LoginOptions = {
  services: Pick<Services, 'actorByKey' | 'log'>
  limits: SshLimits
  /** asked once, when somebody proved who they are; false: they have too many connections */
  admit: (login: Login) => boolean
}

/** Lets in whoever proves to have a known key; the user name says nothing, as it is `git` for everybody. */
export function acceptLogin(client: Connection, options: LoginOptions, onLogin: (login: Login) => void): void {
  const { services, limits, admit } = options
  let tries = 0
  async function decide(attempt: AuthContext): Promise<void> {
    tries += 1
    if (tries > limits.sshLoginTries) return void client.end()
    const login = attempt.method === 'publickey' ? await checkKey(attempt, services.actorByKey) : null
    if (!login || attempt.method !== 'publickey') return attempt.reject(['publickey'])
    if (attempt.signature) {
      if (!admit(login)) return void client.end()
      onLogin(login)
    }
    attempt.accept()
  }
  client.on('authentication', (attempt) => {
    decide(attempt).catch((error: unknown) => {
      services.log.error('An SSH key could not be looked up.', { error })
      client.end()
    })
  })
}
