// Runs the tests with one PostgreSQL for all of them: `node scripts/test.ts [options and files of node --test]`.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { startTestServer } from '../packages/server/src/testing/test-server.ts'

const defaultFiles = 'packages/**/*.test.ts'

async function main(given: string[]): Promise<number> {
  await using server = await startTestServer()
  return await runTests(given, JSON.stringify(server.connection))
}

async function runTests(given: string[], connection: string): Promise<number> {
  const namesFiles = given.some((argument) => !argument.startsWith('-') && /\/|\.ts$/.test(argument))
  const args = ['--test', `--test-concurrency=${availableParallelism()}`, ...given]
  if (!namesFiles) args.push(defaultFiles)
  const env = { ...process.env, KAIHUB_TEST_POSTGRES: connection }
  const tests = spawn(process.execPath, args, { stdio: 'inherit', env })
  // a Ctrl-C reaches the tests as well; we wait for them and then clean up
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => tests.kill(signal))
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  tests.on('error', reject).on('exit', (status) => resolve(status ?? 1))
  return promise
}

process.exitCode = await main(process.argv.slice(2))
