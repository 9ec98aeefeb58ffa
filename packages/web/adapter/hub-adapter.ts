// Puts the built site where `scripts/build-site.ts` takes it from: `client` with compressed copies, `server` to render.
import { rmSync } from 'node:fs'
import type { Adapter } from '@sveltejs/kit'

const out = 'build/next'

export const hubAdapter = (): Adapter => ({
  name: 'kaihub',
  async adapt(builder) {
    rmSync(out, { force: true, recursive: true })
    builder.writeClient(`${out}/client`)
    await builder.compress(`${out}/client`)
    const server = builder.getServerDirectory()
    builder.generateServerInstance(`${server}/server.js`)
    builder.copy(server, `${out}/server`)
  },
})
