import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anonymous, type SignedInActor } from '../../kit/actor.ts'
import type { NamespaceId } from '../../kit/ids.ts'
import {
  requireInstanceAdmin,
  requireSession,
  requireWriter,
  roleIn,
  tokenAllows,
  type Permission,
  type Reach,
} from './policy.ts'

const [alice, bob, lab] = [1, 2, 3] as NamespaceId[] as [NamespaceId, NamespaceId, NamespaceId]

const actor = (grant: SignedInActor['grant'], isAdmin = false): SignedInActor => ({
  kind: 'user',
  userId: alice,
  name: 'alice',
  email: null,
  isAdmin,
  roles: new Map([[lab, 'write']]),
  grant,
})

const session = { kind: 'session' } as const
const read = { kind: 'token', role: 'read' } as const
const write = { kind: 'token', role: 'write' } as const
const fine = (type: 'user' | 'org' | 'model' | 'dataset', name: string, ...permissions: string[]) =>
  ({
    kind: 'token',
    role: 'fineGrained',
    scopes: [{ entity: { type, name }, permissions }],
  }) as const satisfies SignedInActor['grant']

const inLab = (permission: Permission, repo?: Reach['repo']): Reach => ({
  permission,
  namespace: { name: 'lab', kind: 'org' },
  ...(repo ? { repo } : {}),
})
const model = { type: 'model', fullName: 'lab/One' } as const

test('instance admins are admin everywhere, but not with a lesser credential', () => {
  assert.equal(roleIn(actor(session, true), bob), 'admin')
  assert.equal(roleIn(actor(write, true), bob), 'admin')
  assert.equal(roleIn(actor(read, true), bob), null)
  assert.equal(roleIn(actor(fine('user', 'bob', 'repo.admin'), true), bob), null)
  assert.equal(roleIn(actor(read, true), lab), 'write')
  assert.equal(roleIn(actor(session), bob), null)
  assert.equal(roleIn(actor(read), alice), 'admin')
  assert.equal(roleIn(anonymous, alice), null)
})

test('a read token reads and does nothing else', () => {
  assert.ok(tokenAllows(actor(read), inLab('repo.content.read', model)))
  for (const permission of ['repo.write', 'repo.admin', 'namespace.write', 'discussion.write'] as const)
    assert.ok(!tokenAllows(actor(read), inLab(permission, model)), permission)
  assert.ok(tokenAllows(actor(write), inLab('repo.admin', model)))
  assert.ok(tokenAllows(actor(session), inLab('namespace.write')))
  assert.ok(!tokenAllows(anonymous, inLab('repo.write', model)))
})

test('a scope on a namespace covers its repos', () => {
  const token = actor(fine('org', 'LAB', 'repo.write'))
  assert.ok(tokenAllows(token, inLab('repo.write', model)))
  assert.ok(tokenAllows(token, inLab('repo.content.read', model)))
  assert.ok(tokenAllows(token, inLab('namespace.write')))
  assert.ok(!tokenAllows(token, inLab('repo.admin', model)))
  assert.ok(!tokenAllows(token, { ...inLab('repo.write'), namespace: { name: 'alice' } }))
  assert.ok(!tokenAllows(actor(fine('user', 'lab', 'repo.write')), inLab('repo.write', model)))
})

test('a scope on a repo covers that repo and not its namespace', () => {
  const token = actor(fine('model', 'lab/one', 'repo.write'))
  assert.ok(tokenAllows(token, inLab('repo.write', model)))
  assert.ok(!tokenAllows(token, inLab('repo.write', { type: 'dataset', fullName: 'lab/One' })))
  assert.ok(!tokenAllows(token, inLab('repo.write', { type: 'model', fullName: 'lab/other' })))
  assert.ok(!tokenAllows(token, inLab('repo.write')))
  assert.ok(!tokenAllows(token, inLab('namespace.write')))
})

test('some things need a session, and some a credential that reaches everywhere', () => {
  assert.throws(() => requireSession(actor(write)), { code: 'AccessDenied' })
  assert.throws(() => requireSession(anonymous), { code: 'LoginRequired' })
  assert.throws(() => requireWriter(actor(read)), { code: 'AccessDenied' })
  assert.throws(() => requireWriter(actor(fine('org', 'lab', 'repo.admin'))), { code: 'AccessDenied' })
  assert.throws(() => requireInstanceAdmin(actor(session)), { code: 'AccessDenied' })
  assert.throws(() => requireInstanceAdmin(actor(read, true)), { code: 'AccessDenied' })
  assert.equal(requireInstanceAdmin(actor(write, true)).userId, alice)
})
