import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { ConfigError, Secret, describeConfig, keepSecretKey, loadConfig } from './index.ts'

test('an empty environment is enough', () => {
  const { settings, ...config } = loadConfig({ KAIHUB_HOST: '', PATH: '/bin' }, false)
  assert.deepEqual(config, {
    http: { host: '127.0.0.1', port: 5240, url: null, proxies: 0 },
    ssh: { host: '127.0.0.1', port: 5241 },
    dataFolder: resolve('data'),
    database: { url: null, poolSize: 10, keepPrepared: true },
    secretKey: null,
    git: { cacheBytes: 20 * 1024 ** 3, signs: true },
    xet: { dedupScope: 'instance', epoch: 1, repack: true },
    accounts: { signUp: 'closed' },
    tables: { cacheBytes: 10 * 1024 ** 3 },
    tasks: { concurrency: 4 },
    log: { format: 'json', level: 'info' },
  })
  assert.equal(
    settings.every(({ isDefault }) => isDefault),
    true,
  )
  assert.equal(loadConfig({}, true).log.format, 'text')
})

test('every setting can be set', () => {
  const config = loadConfig({
    KAIHUB_HOST: '::',
    KAIHUB_PORT: '0',
    KAIHUB_URL: 'https://hub.example.org/',
    KAIHUB_PROXIES: '1',
    KAIHUB_SSH_PORT: '2222',
    KAIHUB_DATA: '/srv/kaihub',
    KAIHUB_DATABASE_URL: 'postgres://kaihub:hunter2@db/kaihub',
    KAIHUB_DATABASE_POOL: '20',
    KAIHUB_DATABASE_PREPARE: 'off',
    KAIHUB_SECRET_KEY: 'k'.repeat(32),
    KAIHUB_DEDUP_SCOPE: 'repo',
    KAIHUB_XET_EPOCH: '2',
    KAIHUB_REPACK: 'off',
    KAIHUB_SIGN_UP: 'open',
    KAIHUB_TASKS: '8',
    KAIHUB_LOG: 'text',
    KAIHUB_LOG_LEVEL: 'warn',
  })
  assert.deepEqual(config.http, { host: '::', port: 0, url: 'https://hub.example.org', proxies: 1 })
  assert.deepEqual(config.ssh, { host: '::', port: 2222 })
  assert.equal(config.database.url?.reveal(), 'postgres://kaihub:hunter2@db/kaihub')
  assert.deepEqual([config.database.poolSize, config.database.keepPrepared], [20, false])
  assert.equal(config.secretKey?.reveal(), 'k'.repeat(32))
  assert.deepEqual(config.xet, { dedupScope: 'repo', epoch: 2, repack: false })
  assert.deepEqual(config.log, { format: 'text', level: 'warn' })
})

test('all faults are told at once, and none tells a secret', () => {
  const env = {
    KAIHUB_PORT: '70000',
    KAIHUB_URL: 'https://hub.example.org/path',
    KAIHUB_DATABASE_URL: 'mysql://kaihub:hunter2@db/kaihub',
    KAIHUB_SECRET_KEY: 'hunter2',
    KAIHUB_SIGN_UP: 'yes',
    KAIHUB_TASKS: '4.5',
    KAIHUB_PROT: '80',
    KAIHUB_FROBNICATE: '1',
    KAIHUB_TEST_POSTGRES: '{}',
  }
  const attempt = (): unknown => loadConfig(env)
  assert.throws(attempt, (error) => {
    assert.ok(error instanceof ConfigError)
    assert.deepEqual(error.faults, [
      'KAIHUB_PORT must be a whole number from 0 to 65535, not "70000"',
      'KAIHUB_URL must be an address without a path, like https://hub.example.org',
      'KAIHUB_DATABASE_URL must look like postgres://user:password@host:5432/database',
      'KAIHUB_SECRET_KEY must have at least 32 characters',
      'KAIHUB_SIGN_UP must be open or closed, not "yes"',
      'KAIHUB_TASKS must be a whole number from 1 to 100, not "4.5"',
      'KAIHUB_FROBNICATE is not a setting of Kaihub',
      'KAIHUB_PROT is not a setting of Kaihub; did you mean KAIHUB_PORT?',
    ])
    assert.doesNotMatch(error.message, /hunter2/)
    return true
  })
})

test('a description hides secrets and says what was set', () => {
  const lines = describeConfig(loadConfig({ KAIHUB_SECRET_KEY: 'k'.repeat(32), KAIHUB_PORT: '80' }))
  const text = lines.join('\n')
  assert.doesNotMatch(text, /kkkk/)
  assert.match(text, /^KAIHUB_SECRET_KEY +\[hidden\] +set /m)
  assert.match(text, /^KAIHUB_PORT +80 +set +port/m)
  assert.match(text, /^KAIHUB_HOST +127\.0\.0\.1 +default /m)
})

test('a secret shows itself to nobody', () => {
  const secret = new Secret('hunter2')
  const shown = [String(secret), JSON.stringify({ secret }), inspect({ deep: { secret } }, { showHidden: true })]
  for (const text of shown) assert.match(text, /\[hidden\]/)
  assert.doesNotMatch(shown.join(), /hunter2/)
  assert.equal(secret.reveal(), 'hunter2')
})

test('the secret key is made once, for us alone, and kept', async (t) => {
  const dataFolder = join(await mkdtemp(join(tmpdir(), 'kaihub-config-')), 'data')
  t.after(() => rm(join(dataFolder, '..'), { recursive: true, force: true }))
  const place = { secretKey: null, dataFolder }
  const keys = await Promise.all([1, 2, 3, 4].map(() => keepSecretKey(place)))
  const values = new Set(keys.map((key) => key.reveal()))
  assert.equal(values.size, 1)
  assert.match([...values].join(), /^[0-9a-f]{64}$/)
  assert.equal((await keepSecretKey(place)).reveal(), [...values][0])
  assert.deepEqual(await readdir(dataFolder), ['secret.key'])
  assert.equal((await stat(join(dataFolder, 'secret.key'))).mode & 0o777, 0o600)
  const given = new Secret('given')
  assert.equal(await keepSecretKey({ secretKey: given, dataFolder }), given)
  await writeFile(join(dataFolder, 'secret.key'), '')
  await assert.rejects(keepSecretKey(place), /secret\.key is damaged/)
})
