/** OpenSSH public key lines: RFC 4253 section 6.6, RFC 5656, RFC 8709 and OpenSSH's PROTOCOL.u2f. */
import { createHash } from 'node:crypto'
import { HubError } from '../../../kit/errors.ts'

export type PublicKey = {
  type: string
  /** type and base64, without the comment */
  line: string
  comment: string
  /** `SHA256:` and unpadded base64, as `ssh-keygen -l` prints it */
  fingerprint: string
}

const curves: Record<string, number> = { nistp256: 65, nistp384: 97, nistp521: 133 }
const longestLine = 16_384

/** @throws HubError BadRequest for anything but a sound key of a kind that is safe today */
export function parsePublicKey(text: string): PublicKey {
  const [, type, base64, comment = ''] =
    /^([a-z0-9@.-]{1,64})[ \t]+([A-Za-z0-9+/]+={0,2})(?:[ \t]+([^\r\n]*))?$/.exec(text.trim()) ?? []
  if (!type || !base64 || text.length > longestLine) throw notAKey('it is not one line of "type base64 comment"')
  const blob = Buffer.from(base64, 'base64')
  checkBlob(type, blob)
  const digest = createHash('sha256').update(blob).digest('base64').replaceAll('=', '')
  return { type, line: `${type} ${blob.toString('base64')}`, comment: comment.trim(), fingerprint: `SHA256:${digest}` }
}

function checkBlob(type: string, blob: Buffer): void {
  const fields = readFields(blob)
  const [name, ...rest] = fields
  if (name?.toString('latin1') !== type) throw notAKey('its type differs from what it says')
  if (!isSound(type, rest)) throw notAKey(`it is no valid key of type ${type}`)
}

function isSound(type: string, fields: Buffer[]): boolean {
  const curve = /^ecdsa-sha2-(nistp\d{3})$/.exec(type)?.[1]
  if (curve !== undefined) return fields.length === 2 && isPoint(curve, fields)
  if (type === 'ssh-ed25519') return fields.length === 1 && fields[0]!.length === 32
  if (type === 'ssh-rsa') return isRsa(fields)
  if (type === 'sk-ssh-ed25519@openssh.com') return fields.length === 2 && fields[0]!.length === 32
  if (type === 'sk-ecdsa-sha2-nistp256@openssh.com') return fields.length === 3 && isPoint('nistp256', fields)
  throw notAKey(`keys of type ${type} are not accepted: use ssh-ed25519, ecdsa-sha2-*, ssh-rsa or an sk- key`)
}

/** An uncompressed point has the length of its curve. */
function isPoint(curve: string, [name, point]: Buffer[]): boolean {
  if (!point || name?.toString('latin1') !== curve) return false
  return point.length === curves[curve] && point[0] === 4
}

function isRsa([exponent, modulus, ...more]: Buffer[]): boolean {
  if (!exponent || !modulus || more.length > 0) return false
  const bits = bitLength(modulus)
  if (bits < 2048) throw notAKey(`an RSA key needs at least 2048 bits, this one has ${bits}`)
  return bits <= 16_384 && exponent.length > 0 && exponent.length <= 8
}

function bitLength(number: Buffer): number {
  const start = number.findIndex((byte) => byte !== 0)
  return start < 0 ? 0 : (number.length - start) * 8 - (Math.clz32(number[start]!) - 24)
}

/** Every field is its length in four bytes and then its bytes. */
function readFields(blob: Buffer): Buffer[] {
  const fields: Buffer[] = []
  for (let at = 0; at < blob.length;) {
    if (at + 4 > blob.length || fields.length > 4) throw notAKey('it is cut off')
    const end = at + 4 + blob.readUInt32BE(at)
    if (end > blob.length) throw notAKey('it is cut off')
    fields.push(blob.subarray(at + 4, end))
    at = end
  }
  return fields
}

const notAKey = (why: string) => new HubError('BadRequest', `This is not a usable SSH public key: ${why}.`)
