#!/usr/bin/env node
import module from 'node:module'

// Only plain words before the check: a Node that is too old must say so, not stumble over newer syntax.
const oldestMajor = 24

if (Number(process.versions.node.split('.')[0]) < oldestMajor) {
  console.error(
    `Kaihub needs Node.js ${oldestMajor} or newer; this is ${process.versions.node}.\n` +
      'The checkout brings its own: start with `npm start`, or put node_modules/.bin first on your PATH.',
  )
  process.exitCode = 1
} else {
  // Calls to the disk take a thread each, and four uploads would leave none to those who read.
  // oxlint-disable-next-line node/no-process-env -- no setting of ours: the runtime reads it once
  process.env['UV_THREADPOOL_SIZE'] ??= '16'
  // halves the time to start; where the folder cannot be written nothing is kept, and nothing fails
  module.enableCompileCache(`${import.meta.dirname}/../../../node_modules/.cache/kaihub`)
  const { main } = await import('./commands/main.ts')
  await main(process.argv.slice(2))
}
