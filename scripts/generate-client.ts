// Writes the OpenAPI document of a living hub and the client's types made from it: `npm run generate`.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { startTestHub } from '../packages/server/src/testing/test-hub.ts'

const folder = join(import.meta.dirname, '../packages/client/src/generated')

async function main(): Promise<void> {
  await using hub = await startTestHub()
  const document = (await (await hub.fetch('/api/openapi.json')).json()) as OpenAPI3
  // the contract is the same from one version to the next until it changes
  document.info.version = 'any'
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'openapi.snapshot.json'), `${JSON.stringify(document, null, 2)}\n`)
  const types = astToString(await openapiTypes(document, { alphabetize: false }))
  await writeFile(join(folder, 'api.ts'), `// Made by \`npm run generate\`: do not edit.\n\n${types}`)
  console.log(`${Object.keys(document.paths ?? {}).length} paths written to ${folder}`)
}

await main()
