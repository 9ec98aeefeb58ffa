import { HubError } from '../../kit/errors.ts'
import { checkName } from '../accounts/index.ts'

/** A repo follows the rules of a namespace's name (spec hub-api 3.1). @throws HubError BadRequest */
export function requireRepoName(name: string): void {
  const fault = checkName(name)
  if (fault) throw new HubError('BadRequest', `The repository name is not valid: ${fault}`)
}
