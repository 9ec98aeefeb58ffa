import { repoHref, type Types } from '../repo/address.ts'

/** The page of a repo by its whole name. */
export function hrefOfId(types: Types, id: string): string {
  const [namespace = '', name = ''] = id.split('/')
  return repoHref({ types, namespace, name })
}
