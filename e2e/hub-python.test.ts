/** `huggingface_hub`, the library of today and of the major before; the steps are in `e2e/python/`. */
import assert from 'node:assert/strict'
import path from 'node:path'
import { modelPath } from './clients/registry.ts'
import { writeRandomFile } from './files.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile()

const promises = {
  'repos.py': 'repos are made, found, changed, moved and deleted by whoever may',
  'commits.py': 'files come and go in commits, whatever they are made of and however they are called',
  'refs.py': 'branches, tags and history',
  'trees.py': 'what is in a repo, at a revision, folder by folder',
  'listing.py': 'repos are found by name, owner, tag and order, page by page',
  'downloads.py': 'files and snapshots come down, and only once',
  'file_system.py': 'the hub is a file system that is read in parts',
  'cards.py': 'cards tell what a repo is',
  'together.py': 'many commit to one branch at the same time',
  'copies.py': 'a repo is duplicated, and its large files are counted',
  'organisations.py': 'people and organisations, as others see them',
}

for (const client of ['py1', 'py2'] as const) {
  const library = `huggingface_hub ${client.slice(2)}.x`
  // each script has a cache of its own, as on a machine of its own
  const home = (script: string) => ({ HF_HOME: path.join(hub.work, `home-${client}-${script}`) })

  for (const [script, promise] of Object.entries(promises)) {
    transcript(`${library}: ${promise}`, [client], async () => {
      const { stdout } = await hub.python(client, script, [], { env: home(script) })
      assert.match(stdout, /^ok /)
    })
  }

  transcript(`${library}: a real model's weights are told by their header`, [client, 'models'], async () => {
    await hub.python(client, 'weights.py', [modelPath('minilm')], { env: home('weights') })
  })

  transcript(`${library}: 100 MB go up in parts and come down the same`, [client], async () => {
    const file = path.join(hub.work, `large-${client}.bin`)
    writeRandomFile(file, 100 * 1024 * 1024 + 12_345)
    await hub.python(client, 'large.py', [file], { env: home('large') })
  })
}
