import type { Types } from '../repo/address.ts'

export const sorts = [
  'trendingScore',
  'downloads',
  'likes',
  'createdAt',
  'lastModified',
  'num_parameters',
  'mainSize',
] as const
export type Sort = (typeof sorts)[number]

/** What a list shows: all of it is in the address, so that a list can be shared. */
export type Filters = {
  search: string
  /** the repo has all of them */
  tags: string[]
  author: string
  /** `min:1B,max:8B` */
  parameters: string
  sort: Sort
  /** where the page begins */
  cursor: string | null
}

export const noFilters: Filters = {
  search: '',
  tags: [],
  author: '',
  parameters: '',
  sort: 'trendingScore',
  cursor: null,
}

/** Other hubs write some tags as parameters of their own: such addresses work here as well. */
const tagParameters: Record<string, string> = {
  pipeline_tag: '',
  library: '',
  language: '',
  task_categories: 'task_categories:',
  license: 'license:',
}

const mostTags = 40
const longest = 200

export function readFilters(query: URLSearchParams): Filters {
  const tags = query.getAll('filter').flatMap((value) => value.split(','))
  for (const [name, prefix] of Object.entries(tagParameters))
    for (const value of query.getAll(name)) tags.push(value.startsWith(prefix) ? value : prefix + value)
  return {
    search: (query.get('search') ?? query.get('q') ?? '').trim().slice(0, longest),
    tags: [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))].slice(0, mostTags),
    author: (query.get('author') ?? '').trim().slice(0, longest),
    parameters: query.get('num_parameters') ?? '',
    sort: sorts.find((sort) => sort === query.get('sort')) ?? noFilters.sort,
    cursor: query.get('cursor'),
  }
}

/** The address of a list with these filters: only what differs from the plain list. */
export function listHref(list: Types, filters: Partial<Filters>): string {
  const { search, tags, author, parameters, sort, cursor } = { ...noFilters, ...filters }
  const query = new URLSearchParams()
  if (search) query.set('search', search)
  for (const tag of tags) query.append('filter', tag)
  if (author) query.set('author', author)
  if (parameters) query.set('num_parameters', parameters)
  if (sort !== noFilters.sort) query.set('sort', sort)
  if (cursor) query.set('cursor', cursor)
  return `/${list}${query.size > 0 ? `?${query}` : ''}`
}

/** The same list with the tag if it was without, and the other way round; from the first page on. */
export function toggledTag(filters: Filters, tag: string): Filters {
  const without = filters.tags.filter((known) => known !== tag)
  const tags = without.length < filters.tags.length ? without : [...filters.tags, tag]
  return { ...filters, tags, cursor: null }
}

export const isFiltered = ({ search, tags, author, parameters }: Filters): boolean =>
  search !== '' || tags.length > 0 || author !== '' || parameters !== ''

/** The cursor in a `Link` header: where the next page begins. */
export function nextCursor(link: string | null): string | null {
  const [, address] = /<([^>]+)>;\s*rel="next"/.exec(link ?? '') ?? []
  return address ? new URL(address, 'http://hub').searchParams.get('cursor') : null
}
