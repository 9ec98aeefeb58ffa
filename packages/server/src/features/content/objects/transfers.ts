import { limits } from '../../../config/limits.ts'
import { holderOf, type Actor, type Holder } from '../../../kit/actor.ts'
import type { Digest } from '../../../kit/digest.ts'
import { HubError } from '../../../kit/errors.ts'
import type { RepoId } from '../../../kit/ids.ts'
import { brokenRule } from '../../../ports/broken-rule.ts'
import type { OpenBlob } from '../../../ports/blob-store.ts'
import type { RepoAddress, Repos } from '../../repos/index.ts'
import type { Expected } from './object.ts'
import type { Objects } from './service.ts'
import { countParts, partBytesOf } from './uploads.ts'
import type { Ticket, Tickets } from './tickets.ts'

/** What a client is to do about one object. Tickets authorise on their own: transfers carry no credential. */
export type ObjectAction =
  | { kind: 'present' }
  | { kind: 'missing' }
  | { kind: 'put'; ticket: string }
  | { kind: 'parts'; partBytes: number; tickets: string[]; complete: string }
  | { kind: 'get'; ticket: string }

/** Which objects of a batch the client takes in parts; `all-or-none` goes by whether any of them is large. */
export type InParts = 'none' | 'large' | 'all-or-none'

type Permit = Holder & { repoId: RepoId }

export type TransfersDeps = { objects: Objects; repos: Repos; tickets: Tickets }

/** Decides who may send or fetch what; tickets carry that to the transfers, where only their holder is looked at again. */
function createPlans({ objects, repos, tickets }: TransfersDeps) {
  const issue = (ticket: Ticket) => tickets.issue(ticket, limits.transferUrlSeconds)

  /** For each object: already the repo's own, or where to send it. */
  async function planUploads(
    actor: Actor,
    address: RepoAddress,
    { wanted, inParts }: { wanted: Expected[]; inParts: InParts },
  ): Promise<ObjectAction[]> {
    const repo = await repos.getWritable(actor, address)
    const held = await objects.held(
      repo.id,
      wanted.map(({ digest }) => digest),
    )
    const isHeld = (object: Expected) => held.get(object.digest) === object.sizeBytes
    const divided = chooseDivided(
      wanted.filter((object) => !isHeld(object)),
      inParts,
    )
    const permit = { repoId: repo.id, ...holderOf(actor) }
    const actions: ObjectAction[] = []
    for (const object of wanted) {
      if (isHeld(object)) actions.push({ kind: 'present' })
      else if (divided.has(object)) actions.push(await planParts(permit, object))
      else actions.push({ kind: 'put', ticket: issue({ act: 'put', ...permit, ...object }) })
    }
    return actions
  }

  async function planParts(permit: Permit, object: Expected) {
    const upload = await objects.startUpload(object, permit)
    const base = { ...permit, upload: upload.id, ...object }
    const part = issue({ act: 'part', ...base })
    return {
      kind: 'parts' as const,
      partBytes: upload.partBytes,
      tickets: Array.from({ length: countParts(upload) }, () => part),
      complete: issue({ act: 'complete', ...base }),
    }
  }

  async function planDownloads(actor: Actor, address: RepoAddress, wanted: Expected[]): Promise<ObjectAction[]> {
    const repo = await repos.getReadable(actor, address)
    const held = await objects.held(
      repo.id,
      wanted.map(({ digest }) => digest),
    )
    const permit = { repoId: repo.id, ...holderOf(actor) }
    return wanted.map(({ digest }): ObjectAction => {
      const sizeBytes = held.get(digest)
      if (sizeBytes === undefined) return { kind: 'missing' }
      return { kind: 'get', ticket: issue({ act: 'get', ...permit, digest, sizeBytes }) }
    })
  }

  return { planUploads, planDownloads }
}

/** Which objects go up in parts. Every part is an address in the answer, so a batch has room for so many. */
function chooseDivided(missing: readonly Expected[], inParts: InParts): ReadonlySet<Expected> {
  const large = missing.filter(({ sizeBytes }) => sizeBytes > limits.multipartThresholdBytes)
  const chosen = new Set<Expected>()
  if (inParts === 'none' || large.length === 0) return chosen
  let room: number = limits.lfsBatchParts
  for (const object of inParts === 'large' ? large : missing) {
    room -= countParts({ ...object, partBytes: partBytesOf(object) })
    if (room >= 0) chosen.add(object)
    else return inParts === 'large' ? chosen : new Set()
  }
  return chosen
}

/** What the tickets were issued for. */
function createMoves({ objects, repos, tickets }: TransfersDeps) {
  /** @throws HubError DigestMismatch; nothing is kept then */
  async function put(
    ticketText: string | undefined,
    digest: string,
    source: (limitBytes: number) => AsyncIterable<Uint8Array>,
  ) {
    const ticket = tickets.read(ticketText, 'put', digest)
    await whileAllowed(ticket, () => objects.receive(source(ticket.sizeBytes), expectedBy(ticket), ticket))
  }

  async function putPart(
    ticketText: string | undefined,
    { digest, number }: { digest: string; number: number },
    source: (expectedBytes: number) => AsyncIterable<Uint8Array>,
  ): Promise<Digest> {
    const ticket = tickets.read(ticketText, 'part', digest)
    return whileAllowed(ticket, () => objects.receivePart(ticket.upload!, number, source))
  }

  async function complete(ticketText: string | undefined, digest: string): Promise<void> {
    const ticket = tickets.read(ticketText, 'complete', digest)
    await whileAllowed(ticket, () => objects.completeUpload(ticket.upload!, expectedBy(ticket), ticket))
  }

  /** A client asks whether its upload arrived. @throws HubError ObjectNotFound when it did not */
  async function verify(actor: Actor, address: RepoAddress, object: Expected): Promise<void> {
    const repo = await repos.getWritable(actor, address)
    const held = await objects.held(repo.id, [object.digest])
    if (held.get(object.digest) !== object.sizeBytes)
      throw new HubError('ObjectNotFound', `The object ${object.digest} did not arrive. Upload it again.`)
  }

  async function open(ticketText: string | undefined, digest: string): Promise<OpenBlob> {
    const ticket = tickets.read(ticketText, 'get', digest)
    return whileAllowed(ticket, () => objects.open(ticket.repoId, ticket.digest))
  }

  /** A ticket may outlive its repo, its holder and their rights by hours. */
  async function whileAllowed<Value>(ticket: Ticket, work: () => Promise<Value>): Promise<Value> {
    const isAllowed = () => repos.stillMay(ticket, ticket.act === 'get' ? 'read' : 'write')
    if (!(await isAllowed())) throw outlived()
    try {
      return await work()
    } catch (error) {
      // What the database does not know any more is the repo or the holder.
      throw brokenRule(error) === 'in-use' || !(await isAllowed()) ? outlived() : error
    }
  }

  return { put, putPart, complete, verify, open }
}

const expectedBy = ({ digest, sizeBytes }: Ticket): Expected => ({ digest, sizeBytes })

const outlived = () =>
  new HubError('AccessDenied', 'This transfer address is no longer valid: its repository, or the right to it, is gone.')

/** Uploads and downloads of objects by those who may. */
export const createTransfers = (deps: TransfersDeps) => ({ ...createPlans(deps), ...createMoves(deps) })

export type Transfers = ReturnType<typeof createTransfers>
