import { randomBytes, randomUUID } from 'node:crypto'

export type NamespaceId = number & { readonly brand: 'NamespaceId' }
export type RepoId = number & { readonly brand: 'RepoId' }

/** 40 lower-case hex digits: the SHA-1 name of a git object. */
export type ObjectId = string & { readonly brand: 'ObjectId' }
export type CommitId = ObjectId

export const isObjectId = (text: string): text is ObjectId => /^[0-9a-f]{40}$/.test(text)

/** Makes the ids and secrets of the hub; tests hand in their own. */
export type Ids = {
  /** 24 hex digits, the shape the Hub API shows as `_id` */
  publicId: () => string
  /** random letters and digits, each worth 5.95 bits */
  secret: (length: number) => string
  requestId: () => string
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function secret(length: number): string {
  let text = ''
  while (text.length < length) {
    // 248 = 4 * 62: bytes above it would make some letters likelier
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += alphabet[byte % 62]
  }
  return text
}

export const randomIds: Ids = { publicId: () => randomBytes(12).toString('hex'), secret, requestId: () => randomUUID() }
