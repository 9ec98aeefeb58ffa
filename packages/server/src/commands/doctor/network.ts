import { once } from 'node:events'
import { createServer } from 'node:net'
import { fail, ok, reason, warn } from './finding.ts'
import type { Config } from '../../config/index.ts'
import type { Finding } from './finding.ts'

export async function checkNetwork({ http: { host, port, url }, ssh }: Config): Promise<Finding[]> {
  const findings = [await checkPort({ host, port, setting: 'KAIHUB_PORT' })]
  if (ssh.port > 0) findings.push(await checkPort({ ...ssh, setting: 'KAIHUB_SSH_PORT' }))
  const isOpen = host !== '127.0.0.1' && host !== '::1' && host !== 'localhost'
  if (isOpen && !url?.startsWith('https:')) {
    const advice = 'Put a proxy with TLS in front and set KAIHUB_URL to its https address: passwords travel here.'
    findings.push(warn(`${host} may be reached from outside, without https`, advice))
  }
  return findings
}

type Door = { host: string; port: number; setting: 'KAIHUB_PORT' | 'KAIHUB_SSH_PORT' }

async function checkPort({ host, port, setting }: Door): Promise<Finding> {
  const server = createServer()
  try {
    server.listen({ host, port })
    await once(server, 'listening')
    return ok(port === 0 ? `any free port of ${host} will do` : `port ${port} of ${host} is free`)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EADDRINUSE') {
      const advice = `Fine if that is this hub. Otherwise stop the other program, or choose with ${setting}.`
      return warn(`port ${port} of ${host} is taken`, advice)
    }
    if (code === 'EACCES') {
      return fail(`port ${port} is for root alone`, `Choose one above 1023 with ${setting}, and a proxy in front.`)
    }
    return fail(
      `${host} cannot be listened on: ${reason(error)}`,
      `Set ${setting.replace('PORT', 'HOST')} to an address of this machine.`,
    )
  } finally {
    server.close()
  }
}
