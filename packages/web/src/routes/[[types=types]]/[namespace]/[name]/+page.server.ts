import PreviewTable from '#lib/data/PreviewTable.svelte'
import { loadPreview } from '#lib/data/source.ts'
import { firstOf } from '#lib/first.ts'
import { ok } from '#lib/hub.ts'
import { markupOf, renderMarkup } from '#lib/markup/render.server.ts'
import FactsPanel from '#lib/repo/FactsPanel.svelte'
import { readCard, readFacts, readRelated } from '#lib/repo/front.ts'
import NoCard from '#lib/repo/NoCard.svelte'
import { snippetsOf } from '#lib/repo/snippets.ts'
import { valuesOf } from '#lib/repo/tag-values.ts'
import { typeName } from '#lib/repo/type-name.ts'
import { readRefs } from '#lib/tree/place.ts'
import type { PageServerLoad } from './$types'

/** most come for the card: rows that take longer come after it */
const patience = 400
const shownBranches = 10

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event
  const { repo, info, mayWrite } = await event.parent()
  // The hub found a format of data among its files.
  const hasRows = repo.types === 'datasets' && info.tags.some((tag) => tag.startsWith('format:'))
  const [facts, card, related, rows, about] = await Promise.all([
    readFacts(locals.hub, repo, info.tags),
    readCard(locals.hub, repo, locals.locale),
    readRelated(locals.hub, repo),
    hasRows ? firstOf(event, (signal) => loadPreview(locals.hub, repo, signal), patience) : null,
    locals.hub.GET('/api/about').then(ok),
  ])
  const { files, autoModel, library, task, taskLabel } = facts
  const ssh = about.ssh && { host: url.hostname, port: about.ssh.port }
  const isEmpty = files.every((file) => file === '.gitattributes')
  // Somebody pushed another branch than the one that everybody reads: it is not as empty as it looks.
  const branches = isEmpty ? (await readRefs(locals.hub, repo)).branches.map(({ name }) => name) : []
  const otherBranches = branches.filter((name) => name !== 'main').slice(0, shownBranches)
  const state = isEmpty ? 'empty' : card.state
  return {
    card: card.state === 'shown' ? { markup: markupOf(event, card.html), toc: card.toc } : null,
    noCard:
      state === 'shown'
        ? null
        : renderMarkup(event, NoCard, { repo, state, mayWrite, otherBranches, origin: url.origin }),
    isEmpty,
    description: [`${typeName(repo.types)} ${info.id}`, taskLabel, library, valuesOf(info.tags).license]
      .filter(Boolean)
      .join(' · '),
    facts: renderMarkup(event, FactsPanel, { repo, info, facts, related }),
    preview: rows?.found?.rows.length ? renderMarkup(event, PreviewTable, { repo, page: rows.found }) : null,
    isPreviewLate: hasRows && rows === null,
    snippets: snippetsOf({ repo, origin: url.origin, ssh, library, task, autoModel, tags: info.tags, files }),
    isUseShown: url.searchParams.has('use'),
  }
}
