import * as m from '../messages/search.ts'
import { typeNames } from './names.ts'
import type { Kind } from './suggestions.ts'

export const kindNames: Record<Kind, () => string> = { ...typeNames, orgs: m.organizations, users: m.people }
