import { limits } from '../../../config/limits.ts'
import { personId } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId } from '../../../kit/ids.ts'
import type { PackFiles, Quarantine } from '../../../ports/bare-repos.ts'
import { listRefs } from '../revisions/queries.ts'
import { defaultBranchRef } from '../revisions/ref-policy.ts'
import { checkBranch } from './check-branch.ts'
import { checkContent } from './check-content.ts'
import { commitRows } from './commit-rows.ts'
import type { GitContext, Pusher } from './context.ts'
import { land } from './land.ts'
import { planUpdate, type PlannedUpdate, type RefUpdate } from './ref-updates.ts'
import { storePack } from './store-pack.ts'
import { surveyPack, type Survey } from './survey.ts'

export type Push = {
  updates: readonly RefUpdate[]
  /** all of it or nothing */
  isAtomic: boolean
  pack: AsyncIterable<Uint8Array>
}

export type PushOutcome = {
  /** why nothing could be taken in, or null */
  unpackFault: string | null
  /** why each of these refs did not move; the others did */
  refused: ReadonlyMap<string, HubError>
}

type Brought = { files: PackFiles; survey: Survey; rows: Awaited<ReturnType<typeof commitRows>> }

/**
 * Takes in a push: looks at all it brings in quarantine, then lands it as commits over HTTP land. A refusal of one ref
 * leaves the others alone, unless the push is atomic; a fault of the pack refuses all.
 */
export async function receivePush(context: GitContext, pusher: Pusher, push: Push): Promise<PushOutcome> {
  if (push.updates.length === 0) return { unpackFault: null, refused: new Map() }
  // Before the copy, which then holds them.
  const refs = await listRefs(context.db, pusher.repo.id, limits.refsPerRepo)
  const heads = new Map(refs.filter(({ name }) => isBranch(name)).map(({ name, commit }) => [name, commit]))
  await using copy = await context.copies.open(pusher.repo.id)
  await using quarantine = await copy.quarantine()
  let brought: Brought | null
  try {
    brought = await bring(context, pusher, { push, quarantine })
  } catch (error) {
    // The same whoever's fault it is: a pack that cannot be taken in.
    if (!(error instanceof HubError) || error.kind === 'unavailable') throw error
    return { unpackFault: error.message, refused: new Map() }
  }
  const { planned, refused } = await plan(context, pusher, {
    push,
    quarantine,
    survey: brought?.survey ?? null,
    heads,
  })
  if (planned.length === 0 || (push.isAtomic && refused.size > 0)) return { unpackFault: null, refused }
  const pack =
    brought && brought.survey.count > 0
      ? { ...brought, stored: await storePack(context, brought.files, brought.survey.count) }
      : null
  const lost = await land(context, pusher, { planned, isAtomic: push.isAtomic, pack })
  // It has landed; a copy that fails to take the pack gets it from where it is kept.
  if (pack && lost.size < planned.length && !(push.isAtomic && lost.size > 0)) await quarantine.adopt().catch(() => {})
  return { unpackFault: null, refused: new Map([...refused, ...lost]) }
}

/** What the pack brings; a push that only deletes has none. */
async function bring(
  { db }: GitContext,
  { repo }: Pusher,
  { push, quarantine }: { push: Push; quarantine: Quarantine },
): Promise<Brought | null> {
  if (push.updates.every((update) => update.to === null)) return null
  const files = await quarantine.receive(push.pack, limits.pushBytes)
  const survey = await surveyPack(quarantine, files)
  return { files, survey, rows: await commitRows(db, repo.id, survey) }
}

type Planning = { push: Push; quarantine: Quarantine; survey: Survey | null; heads: Map<string, CommitId> }

async function plan(context: GitContext, { repo, actor }: Pusher, planning: Planning) {
  const { push, quarantine, survey, heads } = planning
  const planned: PlannedUpdate[] = []
  const refused = new Map<string, HubError>()
  const tips = push.updates.flatMap(({ to }) => to ?? [])
  const inAll = survey && (await faultOf(() => checkContent(context.objects, { repo, survey, quarantine, tips })))
  const trunk = heads.get(defaultBranchRef) ?? null
  const known = new Set(heads.values())
  // Many refs often lead to one commit.
  const checked = new Map<string, Promise<void>>()
  const checkOnce = ({ name, old, to }: PlannedUpdate): Promise<void> | undefined => {
    if (!to || (old === null && known.has(to.commit))) return undefined
    const older = old?.commit ?? trunk
    const asked = { older, newer: to.commit, trunk: name === defaultBranchRef ? null : trunk }
    const key = `${older} ${to.commit} ${asked.trunk} ${isBranch(name)}`
    const by = isBranch(name) ? { id: personId(actor) } : null
    const check = checked.get(key) ?? checkBranch(context.locks, { repo, by, quarantine, ...asked })
    checked.set(key, check)
    return check
  }
  for (const update of push.updates) {
    const fault = await faultOf(async () => {
      if (inAll && update.to !== null) throw inAll
      const wanted = await planUpdate({ db: context.db, repo, quarantine, survey }, update)
      await checkOnce(wanted)
      planned.push(wanted)
    })
    if (fault) refused.set(update.name, fault)
  }
  return { planned, refused }
}

/** Locks are for branches; what a tag leads to becomes a branch, if it ever does, under their rule. */
const isBranch = (name: string): boolean => name.startsWith('refs/heads/')

async function faultOf(work: () => Promise<void>): Promise<HubError | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof HubError) return error
    throw error
  }
}
