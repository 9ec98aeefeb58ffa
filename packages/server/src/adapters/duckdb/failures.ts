import { HubError } from '../../kit/errors.ts'
import { QueryFailed } from './children.ts'

/** What failed, in words for whoever asked. */
export function asHubError(error: unknown): unknown {
  if (!(error instanceof QueryFailed)) return error
  const { kind, message } = error.failure
  if (kind === 'missing')
    return new HubError(
      'Unavailable',
      'This hub cannot read tables: DuckDB is not there, or does not run on its machine.',
    )
  if (kind === 'refused') return new HubError('BadRequest', wordsOf(message))
  if (kind === 'memory')
    return new HubError('BadRequest', 'The query needs more memory than it may have. Ask for fewer rows or columns.')
  if (kind === 'interrupted')
    return new HubError('BadRequest', `The query took too long and was ${message}. Ask for fewer rows or columns.`)
  return new HubError('BadRequest', 'A file of this table is damaged or of a kind that cannot be read here.')
}

/** Where our cache keeps a file is nobody's business. */
const wordsOf = (message: string): string =>
  message.replaceAll(/"?(?:\/[\w./-]*)?\b(?:files|temp)\/[0-9a-f]{24,}"?/g, 'the file').slice(0, 2000)
