import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { limits } from '../../config/limits.ts'
import { operator } from '../../features/accounts/index.ts'
import { changingNothing } from '../../testing/footprint.ts'
import { losses, makeOrganization } from '../../testing/people.ts'
import { createRepo, digestOf, json, lfsBatch, send, uploadObject } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
let now = new Date('2026-11-22T10:00:00.000Z')
before(async () => {
  hub = await startTestHub({ clock: { now: () => now } })
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'lfs')
})
after(() => hub[Symbol.asyncDispose]())

let count = 0
const fresh = () => Buffer.alloc(1000, `content ${(count += 1)} `)
const put = (href: string, body: Uint8Array<ArrayBuffer>) => fetch(href, { method: 'PUT', body })

/** The address for one act on one object. */
async function addressFor(act: 'upload' | 'download', content: Uint8Array, { repo = 'alice/lfs', as = alice } = {}) {
  const objects = [{ oid: digestOf(content), size: content.length }]
  const answer = await lfsBatch(hub, repo, { as, operation: act, objects })
  return answer.objects[0]!.actions![act]!.href
}

const refusedPut = (href: string, content: Buffer<ArrayBuffer>, status: number, says: RegExp) =>
  changingNothing(hub, async () => {
    const answer = await put(href, content)
    assert.equal(answer.status, status, await answer.clone().text())
    assert.match((await json<{ message: string }>(answer)).message, says)
  })

const completing = {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ oid: 'x', parts: [] }),
}

describe('a transfer address', () => {
  test('is for one act on one object, and cannot be made up', async () => {
    const [content, other] = [fresh(), fresh()]
    await uploadObject(hub, 'alice/lfs', other, alice)
    const href = await addressFor('upload', content)
    const base = `${hub.url}/lfs/objects/${digestOf(content)}`
    const ticket = new URL(href).searchParams.get('ticket')!
    const download = await addressFor('download', other)
    const forged = Buffer.from(
      JSON.stringify({ act: 'put', repoId: 1, digest: digestOf(content), sizeBytes: 1000, by: 1, expires: 9e9 }),
    )
    const bad = [
      base,
      `${base}?ticket=`,
      `${base}?ticket=x.y`,
      `${base}?ticket=${ticket.slice(0, -3)}`,
      `${base}?ticket=x${ticket}`,
      `${base}?ticket=${forged.toString('base64url')}.${ticket.split('.')[1]}`,
      `${hub.url}/lfs/objects/${digestOf(other)}?ticket=${ticket}`,
      download,
      download.replace(digestOf(other), digestOf(content)),
      href.replace('/objects/', '/parts/').replace('?', '/1?'),
    ]
    for (const address of bad) await refusedPut(address, content, 403, /not valid/)
    for (const address of [href, base, download.replace(digestOf(other), digestOf(content))])
      assert.equal((await fetch(address)).status, 403)
    assert.equal((await fetch(`${hub.url}/lfs/complete/${digestOf(content)}?ticket=${ticket}`, completing)).status, 403)
  })

  test('expires, in words that say what to do', async () => {
    const content = fresh()
    const href = await addressFor('upload', content)
    const start = now
    now = new Date(start.getTime() + (limits.transferUrlSeconds + 1) * 1000)
    await refusedPut(href, content, 403, /expired. Ask the batch API/)
    now = start
    assert.equal((await put(href, content)).status, 200)
  })

  test('dies with its repo', async () => {
    const [content, there] = [fresh(), fresh()]
    await createRepo(hub, alice, 'mortal')
    await uploadObject(hub, 'alice/mortal', there, alice)
    const upload = await addressFor('upload', content, { repo: 'alice/mortal' })
    const download = await addressFor('download', there, { repo: 'alice/mortal' })
    await send(hub, 'DELETE', '/api/repos/delete', { as: alice, json: { name: 'mortal' } })
    await refusedPut(upload, content, 403, /no longer valid/)
    assert.equal((await fetch(download)).status, 403)
  })

  for (const [at, [what, lose]] of Object.entries(losses).entries())
    test(`opens nothing to somebody who is ${what}`, async () => {
      const [content, there] = [fresh(), fresh()]
      const [name, organization] = [`leaver-${at}`, `crew-${at}`]
      const leaver = await hub.person(name)
      await makeOrganization(hub, organization, { admin: 'alice', members: { [name]: 'write' } })
      const repo = `${organization}/repo`
      await createRepo(hub, alice, 'repo', { organization, private: true })
      await uploadObject(hub, repo, there, leaver)
      const upload = await addressFor('upload', content, { repo, as: leaver })
      const download = await addressFor('download', there, { repo, as: leaver })
      assert.equal((await fetch(download)).status, 200)
      await lose(hub, organization, name)
      await refusedPut(upload, content, 403, /no longer valid/)
      assert.equal((await fetch(download)).status, 403)
    })

  test('still reads for somebody who may only read by now', async () => {
    const [content, there] = [fresh(), fresh()]
    const reader = await hub.person('reader')
    await makeOrganization(hub, 'readers', { admin: 'alice', members: { reader: 'write' } })
    await createRepo(hub, alice, 'repo', { organization: 'readers', private: true })
    await uploadObject(hub, 'readers/repo', there, reader)
    const upload = await addressFor('upload', content, { repo: 'readers/repo', as: reader })
    const download = await addressFor('download', there, { repo: 'readers/repo', as: reader })
    await hub.services.accounts.setMember(operator, 'readers', { user: 'reader', role: 'read' })
    await refusedPut(upload, content, 403, /no longer valid/)
    assert.equal((await fetch(download)).status, 200)
  })

  test('works whatever credential comes along', async () => {
    const content = fresh()
    const href = await addressFor('upload', content)
    const answer = await fetch(href, { method: 'PUT', body: content, headers: { Authorization: 'Bearer nonsense' } })
    assert.equal(answer.status, 200)
  })
})
