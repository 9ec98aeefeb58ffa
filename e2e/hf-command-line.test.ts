/** `hf`, the command line of today and of the major before. */
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { clientFolder, modelPath } from './clients/registry.ts'
import { digestsOf } from './files.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile()

for (const client of ['py1', 'py2'] as const) {
  const major = client.slice(2)
  const repo = `alice/minilm-${major}`
  const hf = async (args: string[], options: Parameters<typeof hub.run>[2] = {}) =>
    (await hub.run(path.join(clientFolder(client), 'bin/hf'), args, options)).stdout.trim()
  const json = async (...args: string[]) => JSON.parse(await hf([...args, '--format', 'json']))
  const refused = async (args: string[], says: RegExp, as: 'alice' | 'bob' | 'anonymous' = 'bob') => {
    const { stdout, stderr } = await hub.run(path.join(clientFolder(client), 'bin/hf'), args, { as, fails: true })
    assert.match(stdout + stderr, says)
  }

  transcript(`hf ${major}.x: a token is a person`, [client], async () => {
    const me = await json('auth', 'whoami')
    assert.equal(me.user, 'alice')
    assert.match(JSON.stringify(me.orgs), /lab/)
    const home = path.join(hub.work, `login-${major}`)
    const env = { HF_HOME: home, HF_TOKEN: '' }
    await hf(['auth', 'login', '--token', hub.tokens.bob], { env })
    assert.match(await hf(['auth', 'whoami'], { env }), /bob/)
    await hf(['auth', 'logout'], { env })
    await refused(['auth', 'login', '--token', `hf_${'x'.repeat(34)}`], /invalid/i, 'anonymous')
  })

  transcript(`hf ${major}.x: a real model goes up and comes down the same`, [client, 'models'], async () => {
    const folder = path.join(hub.work, `model-${major}`)
    cpSync(modelPath('minilm'), folder, { recursive: true })
    assert.match(await hf(['repos', 'create', repo]), new RegExp(repo))
    assert.match(await hf(['upload', repo, folder, '.', '--commit-message', 'A real model']), new RegExp(repo))
    const target = path.join(hub.work, `down-${major}`)
    const said = await hf(['download', repo, '--local-dir', target], { as: 'anonymous' })
    assert.match(said, new RegExp(target))
    assert.deepEqual(await digestsOf(target), await digestsOf(folder))
    const cached = await json('download', repo, 'config.json', '1_Pooling/config.json')
    assert.deepEqual(
      readFileSync(path.join(cached.path, '1_Pooling/config.json')),
      readFileSync(path.join(folder, '1_Pooling/config.json')),
    )
    const chosen = path.join(hub.work, `some-${major}`)
    await hf(['download', repo, '--include', '*.txt', '--exclude', 'x*', '--local-dir', chosen])
    assert.deepEqual(Object.keys(await digestsOf(chosen)), ['vocab.txt'])
  })

  transcript(`hf ${major}.x: models are listed and told about`, [client, 'models'], async () => {
    const listed = await json('models', 'ls', '--author', 'alice', '--search', `minilm-${major}`)
    assert.deepEqual(
      listed.map(({ id }: { id: string }) => id),
      [repo],
    )
    const info = await json('models', 'info', repo)
    assert.deepEqual([info.id, info.pipeline_tag], [repo, 'sentence-similarity'])
    assert.match(await hf(['models', 'ls', repo, '-R']), /1_Pooling\/config\.json/)
    assert.match(await hf(['models', 'ls', repo, '--tree', '-h']), /model\.safetensors/)
    assert.match(await hf(['models', 'card', repo]), /all-MiniLM-L6-v2/)
    assert.deepEqual(await json('datasets', 'ls', '--search', `minilm-${major}`), [])
  })

  transcript(`hf ${major}.x: repos are looked after`, [client], async () => {
    const name = `alice/kept-${major}`
    const file = path.join(hub.work, `notes-${major}.txt`)
    writeFileSync(file, 'notes')
    await hf(['repos', 'create', name, '--private', '--type', 'dataset'])
    await hf(['repos', 'create', name, '--exist-ok', '--type', 'dataset'])
    await refused(['repos', 'create', name, '--type', 'dataset'], /already/, 'alice')
    await hf(['upload', name, file, 'deep/notes.txt', '--type', 'dataset'])
    await refused(['download', name, 'deep/notes.txt', '--type', 'dataset'], /not found/i)
    await hf(['repos', 'settings', name, '--public', '--type', 'dataset'])
    await hf(['download', name, 'deep/notes.txt', '--type', 'dataset'], { as: 'bob' })
    await hf(['repos', 'tag', 'create', name, 'v1', '--type', 'dataset'])
    await hf(['repos', 'branch', 'create', name, 'dev', '--type', 'dataset'])
    assert.match(await hf(['repos', 'tag', 'list', name, '--type', 'dataset']), /v1/)
    await hf(['repos', 'delete-files', name, 'deep/*', '--type', 'dataset'])
    assert.doesNotMatch(await hf(['datasets', 'ls', name, '-R']), /notes/)
    assert.match(await hf(['datasets', 'ls', name, '-R', '--revision', 'v1']), /notes/)
    await hf(['repos', 'branch', 'delete', name, 'dev', '--type', 'dataset'])
    await hf(['repos', 'move', name, `lab/kept-${major}`, '--type', 'dataset'])
    await refused(['repos', 'delete', `lab/kept-${major}`, '--type', 'dataset', '--yes'], /403|forbidden|rights/i)
    await hf(['repos', 'delete', `lab/kept-${major}`, '--type', 'dataset', '--yes'])
    await refused(['datasets', 'info', name], /not found/i, 'alice')
  })

  transcript(`hf ${major}.x: many files in one upload`, [client], async () => {
    const folder = path.join(hub.work, `many-${major}`)
    mkdirSync(folder)
    for (let number = 0; number < 600; number++) {
      writeFileSync(path.join(folder, `${number}.${number % 50 === 0 ? 'bin' : 'txt'}`), `file ${number}`)
    }
    await hf(['upload', `alice/many-${major}`, folder, 'all', '--exclude', '7*'])
    const target = path.join(hub.work, `many-down-${major}`)
    await hf(['download', `alice/many-${major}`, '--include', 'all/*', '--local-dir', target])
    assert.deepEqual(await digestsOf(path.join(target, 'all')), await digestsOf(folder, /^7/))
  })
}
