import type { Namespace } from '../namespaces/namespace.ts'

/** A person with all that only they and the operators may see. */
export type User = Omit<Namespace, 'kind' | 'defaultVisibility'> & {
  email: string | null
  /** a few words about oneself, plain text */
  details: string
  homepage: string
  isAdmin: boolean
  /** the password is good for one thing only: choosing another */
  mustChangePassword: boolean
  /** since when an administrator keeps this person out */
  disabledAt: Date | null
}
