import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { delimiterPkt, flushPkt, pktLine } from '@kaihub/formats/git'
import { changingNothing, eventually } from '../../testing/footprint.ts'
import { gitLeftovers, startGitClient, type GitClient } from '../../testing/git-client.ts'
import { packOf, postPush, pushBody, usualCapabilities, zeroId, type Update } from '../../testing/git-packs.ts'
import { commitOk, createRepo, file, header, send } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
let client: GitClient
let head: string
const repo = 'alice/wire'
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  client = await startGitClient(hub)
  await createRepo(hub, alice, 'wire')
  head = await commitOk(hub, repo, [header(), file('a', 'a')], { as: alice })
  await client.clone('first', repo)
})
after(async () => {
  await client[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
})

const other = 'c'.repeat(40)
const emptyPack = packOf([])

/** A push that changes nothing, leaves nothing, and is answered without a failure of ours. */
async function refusedPush(body: Buffer): Promise<{ status: number; text: string }> {
  const answer = await changingNothing(hub, async () => {
    const answer = await postPush(hub, repo, alice, body)
    return { status: answer.status, text: Buffer.from(await answer.arrayBuffer()).toString() }
  })
  assert.doesNotMatch(answer.text, /Internal error/)
  assert.deepEqual(await gitLeftovers(hub), [])
  return answer
}

describe('commands of a push that make no sense', () => {
  const updates: Update[] = [{ name: 'refs/heads/x', to: head }]
  const lines = {
    'no packet lines': Buffer.from('PACK and more'),
    'a length that is no number': Buffer.from('zzzz'),
    'a length below four': Buffer.from('0003'),
    'a line that is cut off': Buffer.from('00ff0000'),
    'a line longer than any': Buffer.from(`ffff${'a'.repeat(70_000)}`),
    'nothing after the commands': pushBody(updates, Buffer.alloc(0)).subarray(0, 20),
    'a command without ids': Buffer.concat([pktLine('refs/heads/x\0report-status'), flushPkt]),
    'ids that are too short': Buffer.concat([pktLine(`abc def refs/heads/x\0report-status`), flushPkt]),
    'ids of SHA-256': Buffer.concat([pktLine(`${'0'.repeat(64)} ${'a'.repeat(64)} refs/heads/x\0`), flushPkt]),
    'no name': Buffer.concat([pktLine(`${zeroId} ${other} \0report-status`), flushPkt]),
    'a name that is no UTF-8': Buffer.concat([
      pktLine(Buffer.from(`${zeroId} ${other} refs/heads/\xff\0report-status`, 'latin1')),
      flushPkt,
    ]),
    'one ref twice': pushBody(
      [
        { name: 'refs/heads/x', to: other },
        { name: 'refs/heads/x', to: zeroId },
      ],
      emptyPack,
    ),
  }
  for (const [what, body] of Object.entries(lines))
    test(what, async () => {
      const { status, text } = await refusedPush(body)
      assert.equal(status, 400, text)
    })

  test('more refs than one push may have', async () => {
    const many = Array.from({ length: 10_001 }, (_, i) => ({ name: `refs/heads/many/${i}`, to: other }))
    assert.match((await refusedPush(pushBody(many, emptyPack))).text, /at most 10000 refs/)
  })

  test('more options than anybody has', async () => {
    const commands = pushBody(
      [{ name: 'refs/heads/x', to: head }],
      Buffer.alloc(0),
      `${usualCapabilities} push-options`,
    )
    const options = Buffer.concat(Array.from({ length: 200 }, () => pktLine('x')))
    assert.match((await refusedPush(Buffer.concat([commands, options, flushPkt, emptyPack]))).text, /100 options/)
  })

  test('nothing at all is a question that is answered', async () => {
    for (const body of [flushPkt, Buffer.alloc(0)]) {
      const { status, text } = await refusedPush(body)
      assert.deepEqual([status, text], [200, ''])
    }
  })
})

describe('a fetch that makes no sense', () => {
  const bodies: Record<string, Buffer> = {
    'no packet lines': Buffer.from('GET me all'),
    'a length that is no number': Buffer.from('zzzzabc'),
    'a line that is cut off': Buffer.from('00ffabc'),
    'a command nobody knows': Buffer.concat([pktLine('command=drop-tables\n'), delimiterPkt, flushPkt]),
    'a want of nothing there': Buffer.concat([
      pktLine('command=fetch\n'),
      delimiterPkt,
      pktLine(`want ${other}\n`),
      pktLine('done\n'),
      flushPkt,
    ]),
    'a filter nobody knows': Buffer.concat([
      pktLine('command=fetch\n'),
      delimiterPkt,
      pktLine('filter sparse:oid=HEAD:a\n'),
      pktLine(`want ${zeroId}\n`),
      pktLine('done\n'),
      flushPkt,
    ]),
    'a want and then silence': pktLine(`want ${other}\n`),
  }
  for (const [what, body] of Object.entries(bodies))
    for (const protocol of ['version=0', 'version=2'])
      test(`${what}, ${protocol}`, async () => {
        const answer = await send(hub, 'POST', `/${repo}/git-upload-pack`, {
          body: new Uint8Array(body),
          headers: { 'Git-Protocol': protocol, 'Content-Type': 'application/x-git-upload-pack-request' },
        })
        const text = await answer.text().catch(() => 'broke off')
        assert.ok([200, 400].includes(answer.status), `${answer.status} ${text}`)
        assert.doesNotMatch(text, /PACK/)
        await eventually(() => gitLeftovers(hub), [])
      })

  test('prefixes without end', async () => {
    const prefixes = Array.from({ length: 10_001 }, () => pktLine('ref-prefix refs/heads/\n'))
    const body = Buffer.concat([pktLine('command=ls-refs\n'), delimiterPkt, ...prefixes, flushPkt])
    const headers = { 'Git-Protocol': 'version=2' }
    const answer = await send(hub, 'POST', `/${repo}/git-upload-pack`, { body: new Uint8Array(body), headers })
    assert.equal(answer.status, 400)
  })

  test('a protocol header that is no protocol', async () => {
    for (const protocol of [
      'version=2;x',
      '$(id)',
      'version=3',
      'version=99:version=2',
      'x=y',
      'version='.repeat(100),
    ]) {
      const headers = { 'Git-Protocol': protocol }
      const answer = await send(hub, 'GET', `/${repo}/info/refs?service=git-upload-pack`, { headers })
      assert.equal(answer.status, 200, protocol)
      await answer.arrayBuffer()
    }
  })
})
