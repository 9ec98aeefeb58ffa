import { ok } from '#lib/hub.ts'
import { readCard, readFacts, readRelated } from '#lib/repo/front.ts'
import { snippetsOf } from '#lib/repo/snippets.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { repo, info } = await parent()
  const [facts, card, related, about] = await Promise.all([
    readFacts(locals.hub, repo, info.tags),
    readCard(locals.hub, repo, locals.locale),
    readRelated(locals.hub, repo),
    locals.hub.GET('/api/about').then(ok),
  ])
  const { files, autoModel, ...shown } = facts
  const ssh = about.ssh && { host: url.hostname, port: about.ssh.port }
  const { library, task } = facts
  return {
    card,
    related,
    facts: shown,
    isEmpty: files.every((file) => file === '.gitattributes'),
    snippets: snippetsOf({ repo, origin: url.origin, ssh, library, task, autoModel, tags: info.tags, files }),
    isUseShown: url.searchParams.has('use'),
  }
}
