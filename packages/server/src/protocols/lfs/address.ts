import { z } from 'zod'
import { typeFromApi, type RepoAddress } from '../../features/repos/index.ts'

/** Before namespace and name, in every path of this protocol. */
export const prefixes = ['', '/{prefix:datasets|spaces|code}']

export const repoParams = z.object({ prefix: z.string().default('models'), namespace: z.string(), name: z.string() })
type RepoParams = z.output<typeof repoParams>

export const prefixOf = ({ prefix }: RepoParams): string => (prefix === 'models' ? '' : `/${prefix}`)

/** git-lfs always adds `.git`; a name of ours never ends that way. */
export const addressOf = ({ prefix, namespace, name }: RepoParams): RepoAddress => ({
  type: typeFromApi(prefix),
  namespace,
  name: name.replace(/[.]git$/, ''),
})

export const mediaType = { 'Content-Type': 'application/vnd.git-lfs+json' }
