import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { changingNothing } from '../../../testing/footprint.ts'
import { gitLeftovers } from '../../../testing/git-client.ts'
import * as packs from '../../../testing/git-packs.ts'
import { commitOk, createRepo, file, header, json, send } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

// Packs that no git would send: each is refused with a reason, changes nothing and leaves nothing.

const { commitOf, objectOf, packOf, treeOf } = packs

let hub: TestHub
let alice: Person
let bob: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  bob = await hub.person('bob')
  await createRepo(hub, alice, 'target')
  await createRepo(hub, bob, 'secret', { private: true })
})
after(() => hub[Symbol.asyncDispose]())

async function push(pack: Buffer, to: string) {
  const body = packs.pushBody([{ name: 'refs/heads/new', to }], pack)
  const answer = await packs.postPush(hub, 'alice/target', alice, body)
  assert.equal(answer.status, 200, await answer.clone().text())
  return packs.readReport(answer)
}

/** All that a person would read. */
async function refused(pack: Buffer, to: string): Promise<string> {
  const { told, report } = await changingNothing(hub, () => push(pack, to))
  assert.equal(report.length, 2, told)
  assert.match(report[1]!, /^ng refs\/heads\/new /)
  assert.deepEqual(await gitLeftovers(hub), [])
  return [told, ...report].join('\n')
}

const blob = objectOf('blob', 'content')
const tree = treeOf([{ name: 'a', oid: blob.oid }])
const commit = commitOf(tree.oid)
const whole = [commit, tree, blob]

describe('a pack that is damaged', () => {
  const damaged: Record<string, [Buffer, RegExp]> = {
    'has another checksum': [packOf(whole, { trailer: randomBytes(20) }), /checksum|corrupt|SHA1/i],
    'has another version': [packOf(whole, { version: 9 }), /version/],
    'says that it has more objects': [packOf(whole, { count: 4 }), /./],
    'says that it has fewer objects': [packOf(whole, { count: 2 }), /./],
    'says that it has four thousand millions': [packOf(whole, { count: 0xff_ff_ff_ff }), /./],
    'ends early': [packOf(whole).subarray(0, -30), /./],
    'ends in its head': [packOf(whole).subarray(0, 9), /./],
    'is none': [Buffer.alloc(0), /./],
    'is text': [Buffer.from('this is no pack at all, whatever its client says of it'), /./],
    'is not deflated': [packOf([{ ...blob, packed: Buffer.from('plain content') }]), /./],
    'has a bit wrong': [flipped(packOf(whole), 30), /./],
    'has an object longer than it says': [packOf([{ ...blob, sizeBytes: 3 }]), /./],
    'has an object shorter than it says': [packOf([{ ...blob, sizeBytes: 300 }]), /./],
    'has an object of petabytes, it says': [packOf([{ ...blob, sizeBytes: 2 ** 50 }]), /./],
    'has an object twice': [packOf([...whole, blob]), /twice/],
  }
  for (const [what, [pack, says]] of Object.entries(damaged))
    test(what, async () => assert.match(await refused(pack, commit.oid), says))
})

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at]! ^= 4
  return copy
}

/** A delta that copies so many times 64 KiB from the start of its base. */
const copies = (baseBytes: number, times: number): Buffer =>
  Buffer.concat([packs.deltaLength(baseBytes), packs.deltaLength(65_536 * times), Buffer.alloc(times, 0x80)])
const idBytes = (oid: string) => Buffer.from(oid, 'hex')

describe('deltas', () => {
  const delta = copies(65_536, 2)
  const deltaOf = (base: string): packs.PackEntry => ({ kind: 'refDelta', base: idBytes(base), body: delta })

  test('of themselves, of each other and of what comes later', async () => {
    await refused(packOf([{ kind: 'offsetDelta', base: Buffer.of(0), body: delta }]), commit.oid)
    await refused(packOf([...whole, { kind: 'offsetDelta', base: Buffer.of(127), body: delta }]), commit.oid)
    await refused(packOf([...whole, { kind: 'offsetDelta', base: Buffer.alloc(9, 0xff), body: delta }]), commit.oid)
    const [one, two] = ['1'.repeat(40), '2'.repeat(40)]
    await refused(packOf([deltaOf(one), deltaOf(two)]), commit.oid)
  })

  test('of what is missing, or somebody else’s', async () => {
    assert.match(await refused(packOf([deltaOf('d'.repeat(40)), ...whole]), commit.oid), /delta|missing|unresolved/i)
    const hidden = Buffer.alloc(65_536, 'secret')
    await commitOk(hub, 'bob/secret', [header(), file('hidden', hidden)], { as: bob })
    const base = createHash('sha1').update(`blob ${hidden.length}\0`).update(hidden).digest('hex')
    const [found] = await json<{ oid: string }[]>(
      send(hub, 'POST', '/api/models/bob/secret/paths-info/main', { as: bob, json: { paths: ['hidden'] } }),
    )
    assert.equal(found!.oid, base)
    await refused(packOf([deltaOf(base), ...whole]), commit.oid)
  })

  test('that reach beyond their base, or say another length', async () => {
    const base = objectOf('blob', Buffer.alloc(65_536, 'x'))
    const beyond = Buffer.concat([packs.deltaLength(65_536), packs.deltaLength(65_536), Buffer.of(0x81, 0xff)])
    const other = Buffer.concat([packs.deltaLength(100), packs.deltaLength(65_536), Buffer.of(0x80)])
    const longer = Buffer.concat([packs.deltaLength(65_536), packs.deltaLength(70_000), Buffer.of(0x80)])
    const reserved = Buffer.concat([packs.deltaLength(65_536), packs.deltaLength(1), Buffer.of(0x00)])
    for (const body of [beyond, other, longer, reserved, Buffer.alloc(0), Buffer.alloc(20, 0xff)])
      await refused(packOf([base, { kind: 'refDelta', base: idBytes(base.oid), body }, ...whole]), commit.oid)
  })
})

describe('bombs', () => {
  test('a small pack with a huge file', async () => {
    const huge = Buffer.alloc(300_000_000)
    const bomb = { kind: 'blob', body: huge, packed: deflateSync(huge, { level: 1 }) } as const
    const oid = createHash('sha1').update(`blob ${huge.length}\0`).update(huge).digest('hex')
    const folder = treeOf([{ name: 'huge', oid }])
    const tip = commitOf(folder.oid)
    assert.match(await refused(packOf([tip, folder, bomb]), tip.oid), /huge \(286.1 MiB\)/)
  })

  test('a small delta that makes gigabytes', async () => {
    const base = objectOf('blob', Buffer.alloc(65_536, 'x'))
    for (const times of [2 ** 16, 2 ** 20]) {
      const bomb = { kind: 'refDelta', base: idBytes(base.oid), body: copies(65_536, times) } as const
      await refused(packOf([base, bomb, ...whole]), commit.oid)
    }
  })

  test('few folders that are thousands of millions of paths', async () => {
    const made = [blob]
    let inner = blob.oid
    for (let level = 0; level < 10; level += 1) {
      const names = Array.from({ length: 10 }, (_, i) => ({ name: `${i}`, oid: inner }))
      const folder = treeOf(names.map((entry) => (level === 0 ? entry : { ...entry, mode: '40000' })))
      made.push(folder)
      inner = folder.oid
    }
    const tip = commitOf(inner)
    assert.match(await refused(packOf([...made, tip]), tip.oid), /paths/)
  })

  test('a folder of too many files', async () => {
    const names = Array.from({ length: 100_001 }, (_, i) => ({ name: String(i).padStart(6, '0'), oid: blob.oid }))
    const folder = treeOf(names)
    const tip = commitOf(folder.oid)
    assert.match(await refused(packOf([blob, folder, tip]), tip.oid), /more than 100000 entries/)
  })

  test('folders in folders in folders', async () => {
    let inner = tree
    const made = [blob, tree]
    for (let depth = 0; depth < 3000; depth += 1) {
      inner = treeOf([{ mode: '40000', name: 'd', oid: inner.oid }])
      made.push(inner)
    }
    const tip = commitOf(inner.oid)
    assert.match(await refused(packOf([...made, tip]), tip.oid), /deeper than 100 folders|too deep|bytes/)
  })

  test('a commit and a tag of megabytes', async () => {
    const long = commitOf(tree.oid, [], 'x'.repeat(2_000_000))
    assert.match(await refused(packOf([long, tree, blob]), long.oid), /bytes/)
    const parents = Array.from({ length: 30_000 }, () => commit.oid)
    const many = commitOf(tree.oid, parents)
    await refused(packOf([many, ...whole]), many.oid)
  })
})

describe('what is not whole', () => {
  const nowhere = 'd'.repeat(40)
  const broken = (): Record<string, packs.Made[]> => {
    const folder = treeOf([{ name: 'a', oid: nowhere }])
    const wrongKind = treeOf([{ mode: '40000', name: 'a', oid: blob.oid }])
    const fileOfTree = treeOf([{ name: 'a', oid: tree.oid }])
    return {
      'a commit without its tree': [commitOf(nowhere)],
      'a commit without its parent': [commitOf(tree.oid, [nowhere]), tree, blob],
      'a folder without its file': [commitOf(folder.oid), folder],
      'a folder that is a file': [commitOf(wrongKind.oid), wrongKind, blob],
      'a file that is a folder': [commitOf(fileOfTree.oid), fileOfTree, tree, blob],
      'a commit whose tree is a file': [commitOf(blob.oid), blob],
      'a commit whose parent is a tree': [commitOf(tree.oid, [tree.oid]), tree, blob],
      'a commit of text': [objectOf('commit', 'hello\n'), ...whole],
      'a commit without an author': [objectOf('commit', `tree ${tree.oid}\n\nwords\n`), ...whole],
      'a commit with a NUL in its head': [objectOf('commit', commit.body.toString().replace('Ada', 'A\0a')), ...whole],
      'a tree that is cut off': [commitOf(tree.oid), objectOf('tree', tree.body.subarray(0, -3)), blob],
    }
  }
  for (const [what, made] of Object.entries(broken()))
    test(what, async () => void (await refused(packOf(made), made[0]!.oid)))
})

test('after all that the repo takes an honest push', async () => {
  const { report } = await push(packOf(whole), commit.oid)
  assert.deepEqual(report, ['unpack ok', 'ok refs/heads/new'])
  assert.equal(await (await send(hub, 'GET', '/alice/target/resolve/new/a')).text(), 'content')
  const damage: unknown[] = []
  await hub.services.content.checkStorage((found) => damage.push(found))
  assert.deepEqual(damage, [])
})
