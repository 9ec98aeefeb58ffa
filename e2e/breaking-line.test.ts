import assert from 'node:assert/strict'
import path from 'node:path'
import { startBreakingLine } from './breaking-line.ts'
import { writeRandomFile } from './files.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile()

for (const client of ['py1', 'py2'] as const) {
  transcript(`huggingface_hub ${client.slice(2)}.x: a line that breaks loses nothing`, [client], async () => {
    const line = await startBreakingLine(hub.url)
    try {
      for (const [name, sizeBytes] of Object.entries({ whole: 20_000_000, 'in-parts': 100_000_000 })) {
        const file = path.join(hub.work, `${name}-${client}.bin`)
        writeRandomFile(file, sizeBytes)
        const env = { HF_ENDPOINT: line.url, HF_HOME: path.join(hub.work, `home-${name}-${client}`) }
        await hub.python(client, 'breaking_line.py', [name, file], { env })
      }
      assert([...line.broken].filter((what) => what.startsWith('PUT ')).length >= 1 + 6, [...line.broken].join('\n'))
      assert.equal([...line.broken].filter((what) => what.startsWith('GET ')).length, 2)
    } finally {
      await line.close()
    }
  })
}
