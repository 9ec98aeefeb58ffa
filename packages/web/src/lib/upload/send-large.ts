import type { RepoRef } from '#lib/repo/address.ts'
import { createCas } from './cas.ts'
import { askedFileBytes } from './chunk-file.ts'
import type { Door } from './door.ts'
import { findHeld } from './held-objects.ts'
import type { Patience } from './patience.ts'
import type { FileToPublish } from './plan.ts'
import type { Meter } from './progress.ts'
import { createXetUploader, isOutOfDate, type Sent } from './xet-uploader.ts'

export type Sending = {
  door: Door
  patience: Patience
  repo: RepoRef
  meter: Meter
  /** files that the hub has, by path; grows */
  sent: Map<string, Sent>
  /** what the hub tells of other uploads is used unless it proved to be out of date */
  hints: { trusted: boolean }
}

/** Sends files by chunks; afterwards a commit may name each by its SHA-256. */
export async function sendLarge(files: readonly FileToPublish[], sending: Sending): Promise<void> {
  const { patience, meter, hints } = sending
  const uploader = createUploader(files, sending)
  try {
    for (const group of groupsOf(files)) {
      const held = group[0]!.blob.size < askedFileBytes ? await noteHeld(group, sending) : null
      for (const { path, blob } of group) {
        if (held?.has(path)) continue
        await uploader.add(path, blob, (bytes) => meter.read(path, bytes))
        meter.file(path, 'sending')
      }
    }
    patience.signal.throwIfAborted()
    meter.phase('checking')
    await uploader.finish()
  } catch (error) {
    if (isOutOfDate(error)) hints.trusted = false
    throw error
  }
}

function createUploader(files: readonly FileToPublish[], { door, repo, patience, meter, sent, hints }: Sending) {
  return createXetUploader({
    cas: createCas(door, repo, patience),
    totalBytes: files.reduce((sum, { blob }) => sum + blob.size, 0),
    signal: patience.signal,
    whilePaused: patience.whilePaused,
    on: {
      onSending: meter.sent,
      onStored: meter.stored,
      onSkipped: meter.known,
      onKnown: meter.known,
      onChecked: (checkedBytes) => meter.checked(checkedBytes),
    },
    asksForHints: () => hints.trusted,
    onRegistered: (files) => {
      for (const { path, sent: about } of files) sent.set(path, about)
      for (const { path } of files) meter.file(path, 'sent')
    },
  })
}

async function noteHeld(files: readonly FileToPublish[], { door, patience, repo, meter, sent }: Sending) {
  const held = await findHeld(door, patience, { repo, files })
  for (const [path, about] of held) {
    sent.set(path, about)
    meter.read(path, about.sizeBytes)
    meter.known(about.sizeBytes)
    meter.file(path, 'sent')
  }
  return held
}

const mostInGroup = 250

/** Neighbouring small files together, each large one alone. */
function groupsOf(files: readonly FileToPublish[]): FileToPublish[][] {
  const groups: FileToPublish[][] = []
  for (const file of files) {
    const last = groups.at(-1)
    const joins = last && last.length < mostInGroup && [file, last[0]!].every(({ blob }) => blob.size < askedFileBytes)
    if (joins) last.push(file)
    else groups.push([file])
  }
  return groups
}
