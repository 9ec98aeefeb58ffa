// Annotated tags: https://git-scm.com/docs/git-mktag
import { FormatError } from '../errors/index.ts'
import { assertId } from './hash.ts'
import type { ObjectKind } from './hash.ts'
import { decodeHeaders, encodeHeaders, requiredHeader } from './headers.ts'
import type { Header } from './headers.ts'
import { decodeIdentity, encodeIdentity } from './identity.ts'
import type { Identity } from './identity.ts'
import { checkRefName } from './ref-name.ts'

/** `tagger` is null in tags from git's first year. A signature stays at the end of the message. */
export type Tag = { object: string; kind: ObjectKind; name: string; tagger: Identity | null; message: string }

const kinds: readonly string[] = ['blob', 'tree', 'commit', 'tag'] satisfies ObjectKind[]

/** The bytes of an annotated tag; throws FormatError on a bad id or name. */
export function encodeTag(tag: Tag): Buffer {
  const reason = checkRefName(tag.name)
  if (reason !== null) throw new FormatError(`git tag: ${reason}`)
  const headers: Header[] = [
    ['object', assertId(tag.object, 'tag')],
    ['type', tag.kind],
    ['tag', tag.name],
  ]
  if (tag.tagger !== null) headers.push(['tagger', encodeIdentity(tag.tagger)])
  return encodeHeaders(headers, tag.message)
}

/** Reads an annotated tag; throws FormatError when object, type or name is missing or damaged. */
export function decodeTag(body: Uint8Array): Tag {
  const { headers, message } = decodeHeaders(body)
  const kind = requiredHeader(headers, 'type')
  if (!kinds.includes(kind)) throw new FormatError('git tag: unknown type')
  const tagger = headers.find(([key]) => key === 'tagger')?.[1]
  return {
    object: assertId(requiredHeader(headers, 'object'), 'tag'),
    kind: kind as ObjectKind,
    name: requiredHeader(headers, 'tag'),
    tagger: tagger === undefined ? null : decodeIdentity(tagger),
    message,
  }
}
