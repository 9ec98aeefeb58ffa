import type { Namespace } from '../namespaces/namespace.ts'

/** A person with all that only they and the operators may see. */
export type User = Omit<Namespace, 'kind' | 'defaultVisibility'> & {
  email: string | null
  isAdmin: boolean
  /** the password is good for one thing only: choosing another */
  mustChangePassword: boolean
}
