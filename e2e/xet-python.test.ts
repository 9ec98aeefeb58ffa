/** Large files in chunks, as `hf` sends and fetches them out of the box; both majors bring `hf_xet`. */
import assert from 'node:assert/strict'
import { closeSync, cpSync, globSync, openSync, readFileSync, statSync, truncateSync, writeSync } from 'node:fs'
import path from 'node:path'
import { clientFolder, modelPath } from './clients/registry.ts'
import { digestsOf, sha256Of, writeRandomFile } from './files.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile()

type Client = 'py1' | 'py2'
const clients: Client[] = ['py1', 'py2']
const repoOf = (client: Client): string => `alice/chunks-${client}`
const at = (name: string): string => path.join(hub.work, name)

/** On a machine of its own: nothing is known there but the hub's address and alice's token. */
const hf = (client: Client, machine: string, ...args: string[]) =>
  hub.run(path.join(clientFolder(client), 'bin/hf'), args, {
    untuned: true,
    env: { HF_HOME: at(`${machine}-${client}`) },
  })

const storedBytes = (): number =>
  globSync('storage/blobs/**/*', { cwd: hub.data, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0)

/** What hf_xet builds on, weeks later, when the repo that it sent it to is not what it was. */
const known = {
  private_then_public: 'what went to a private repo goes to a public one',
  deleted_then_new: 'what went to a repo that was deleted goes up again',
  told_then_private: 'what one was told of goes up when it became private since',
}

const leaveOut = /^\.cache\/|^\.gitattributes$/

for (const client of clients) {
  const name = `huggingface_hub ${client.slice(2)}.x`

  transcript(`${name}: a real model goes up in chunks and comes down the same`, [client, 'models'], async () => {
    const folder = at(`model-${client}`)
    cpSync(modelPath('minilm'), folder, { recursive: true })
    writeRandomFile(path.join(folder, 'more/noise.bin'), 3_000_001)
    await hf(client, 'first', 'upload', repoOf(client), folder, '.')
    const head = await fetch(`${hub.url}/${repoOf(client)}/resolve/main/model.safetensors`, { method: 'HEAD' })
    assert.match(head.headers.get('X-Xet-Hash') ?? '', /^[0-9a-f]{64}$/)
    await hf(client, 'second', 'download', repoOf(client), '--local-dir', at(`down-${client}`))
    assert.deepEqual(await digestsOf(at(`down-${client}`), leaveOut), await digestsOf(folder, leaveOut))
  })

  transcript(`${name}: a model that changed a little costs a little`, [client, 'models'], async () => {
    const folder = at(`changed-${client}`)
    cpSync(at(`model-${client}`), folder, { recursive: true })
    const weights = openSync(path.join(folder, 'model.safetensors'), 'r+')
    writeSync(weights, Buffer.from(`changed by ${client}`), 0, 14, 40_000_000)
    closeSync(weights)
    const before = storedBytes()
    await hf(client, 'third', 'upload', `${repoOf(client)}-changed`, folder, '.')
    const grown = storedBytes() - before
    assert.ok(grown < 2_000_000, `the store grew by ${grown} bytes`)
    await hf(client, 'second', 'download', `${repoOf(client)}-changed`, '--local-dir', at(`changed-down-${client}`))
    assert.deepEqual(await digestsOf(at(`changed-down-${client}`), leaveOut), await digestsOf(folder, leaveOut))
  })

  transcript(`${name}: snapshots, parts and deep repositories come by chunks, too`, [client, 'models'], async () => {
    const digest = await sha256Of(path.join(at(`model-${client}`), 'model.safetensors'))
    const env = { HF_HOME: at(`fourth-${client}`) }
    const { stdout } = await hub.python(client, 'chunks.py', [repoOf(client), digest], { untuned: true, env })
    assert.match(stdout, /^ok /)
  })

  transcript(`${name}: what came in chunks is read without them`, [client, 'models'], async () => {
    const env = { HF_HOME: at(`plain-${client}`), HF_HUB_DISABLE_XET: '1' }
    const target = at(`plain-down-${client}`)
    const args = ['download', repoOf(client), '--local-dir', target]
    await hub.run(path.join(clientFolder(client), 'bin/hf'), args, { untuned: true, env })
    assert.deepEqual(await digestsOf(target, leaveOut), await digestsOf(at(`model-${client}`), leaveOut))
  })

  transcript(`${name}: curl reads ranges of what came in chunks`, [client, 'models'], async () => {
    const bytes = readFileSync(path.join(at(`model-${client}`), 'model.safetensors'))
    const address = `${hub.url}/${repoOf(client)}/resolve/main/model.safetensors`
    for (const [range, start, end] of [
      ['0-0', 0, 1],
      ['33554431-50331648', 33_554_431, 50_331_649],
      ['90868370-', 90_868_370, 90_868_376],
      ['-5', 90_868_371, 90_868_376],
    ] as const) {
      await hub.run('curl', ['--silent', '--fail', '--range', range, '--output', at('part'), address])
      assert.ok(readFileSync(at('part')).equals(bytes.subarray(start, end)), range)
    }
    await hub.run('curl', ['--silent', '--fail', '--output', at('whole'), address])
    truncateSync(at('whole'), 70_000_001)
    await hub.run('curl', ['--silent', '--fail', '-C', '-', '--output', at('whole'), address])
    assert.ok(readFileSync(at('whole')).equals(bytes))
  })

  for (const [example, promise] of Object.entries(known))
    transcript(`${name}: ${promise}`, [client], async () => {
      const env = { HF_HOME: at(`${example}-${client}`) }
      await hub.python(client, 'known_chunks.py', [example], { untuned: true, env })
    })
}
