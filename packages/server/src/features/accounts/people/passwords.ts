import { hash, verify } from '@node-rs/argon2'
import { HubError } from '../../../kit/errors.ts'

/** OWASP's least for argon2id, which is what the library makes when nothing else is said. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const shortest = 8

/** @throws HubError BadRequest for one that is too short or too long */
export function hashPassword(password: string, limitBytes: number): Promise<string> {
  if ([...password].length < shortest)
    throw new HubError('BadRequest', `The password must have at least ${shortest} characters.`)
  if (Buffer.byteLength(password) > limitBytes)
    throw new HubError('BadRequest', `The password is longer than ${limitBytes} bytes.`)
  return hash(password, cost)
}

let nobody: Promise<string> | undefined

/** Takes as long for a person who does not exist, so that time does not tell names. */
export async function verifyPassword(password: string, stored: string | null, limitBytes: number): Promise<boolean> {
  const tooLong = Buffer.byteLength(password) > limitBytes
  const matches = await verify(stored ?? (await (nobody ??= hash('nobody', cost))), tooLong ? '' : password)
  return matches && stored !== null && !tooLong
}
