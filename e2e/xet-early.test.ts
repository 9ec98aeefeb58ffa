/** Chunks of clients from the year before, which speak of them under other addresses, and ask the LFS batch first. */
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { clientFolder } from './clients/registry.ts'
import { digestsOf, writeRandomFile } from './files.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile()
const at = (name: string): string => path.join(hub.work, name)
const leaveOut = /^\.cache\/|^\.gitattributes$/
const hf = (...args: string[]) =>
  hub.run(path.join(clientFolder('py2'), 'bin/hf'), args, { untuned: true, env: { HF_HOME: at('hf-home') } })

for (const client of ['py0', 'py1early'] as const)
  transcript(`${client} and today's client read what the other sent`, [client, 'py2'], async () => {
    const folder = at(`sent-${client}`)
    mkdirSync(folder)
    writeRandomFile(path.join(folder, 'large.bin'), 70_000_000)
    writeRandomFile(path.join(folder, 'small.bin'), 100_000)
    const env = { HF_HOME: at(`home-${client}`) }
    const early = (...args: string[]) => hub.python(client, 'early_chunks.py', args, { untuned: true, env })

    await early('upload', `alice/from-${client}`, folder)
    await hf('download', `alice/from-${client}`, '--local-dir', at(`down-${client}`))
    assert.deepEqual(await digestsOf(at(`down-${client}`), leaveOut), await digestsOf(folder))

    await hf('upload', `alice/for-${client}`, folder, '.')
    await early('download', `alice/for-${client}`, at(`early-${client}`))
    assert.deepEqual(await digestsOf(at(`early-${client}`), leaveOut), await digestsOf(folder))
  })
