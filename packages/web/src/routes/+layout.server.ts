import type { LayoutServerLoad } from './$types'

export type Person = { name: string; fullname: string; isAdmin: boolean; orgs: { name: string; role: string }[] }

/** Who is asking, for the header and for what a page offers; the hub itself decides what they may do. */
export const load: LayoutServerLoad = async ({ locals, cookies, url }) => {
  const isKnown = cookies.getAll().some(({ name }) => !['lang', 'theme', 'keys'].includes(name))
  const who = isKnown ? await locals.hub.GET('/api/whoami-v2') : null
  const data = who?.response.ok ? who.data : undefined
  const person: Person | null = data
    ? {
        name: data.name,
        fullname: data.fullname,
        isAdmin: data.isAdmin ?? false,
        orgs: data.orgs.map((org) => ({ name: org.name, role: org.roleInOrg })),
      }
    : null
  return { person, locale: locals.locale, theme: locals.theme, keys: locals.keys, origin: url.origin }
}
