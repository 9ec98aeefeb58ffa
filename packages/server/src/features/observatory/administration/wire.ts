import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { count } from '../../../http/route.ts'
import { taskStates } from '../../../ports/task-queue.ts'

const time = z.string().describe('ISO 8601, UTC')
const cursor = z.string().max(1000).optional()
const type = z.enum(['model', 'dataset', 'space', 'code'])

export const reposQuery = z.object({
  search: z.string().max(limits.searchTermLength).optional(),
  type: type.optional(),
  visibility: z.enum(['public', 'private']).optional(),
  sort: z.enum(['newest', 'largest']).optional(),
  limit: count(limits.administrationPage),
  cursor,
})
export const repoCursor = z.object({ sizeBytes: z.number(), id: z.number() })

export const listedRepo = z.object({
  id: z.string().describe('namespace/name'),
  type,
  private: z.boolean(),
  sizeBytes: z.number().describe('of the files on the default branch'),
  usedBytes: z.number().describe('of the large files it links to, in all its history'),
  downloads: z.number(),
  createdAt: time,
  lastModified: time,
})

const disk = z.object({ freeBytes: z.number(), totalBytes: z.number() })

export const storage = z.object({
  objects: z.number(),
  objectBytes: z.number().describe('each object counted once'),
  storedBytes: z.number().describe('what the blob store holds; the rest is made of chunks that it holds'),
  linkedBytes: z.number().describe('each object counted in each repository that has it'),
  countedAt: time,
  disk,
  namespaces: z.array(
    z.object({ name: z.string(), kind: z.enum(['user', 'org']), repos: z.number(), sizeBytes: z.number() }),
  ),
})

const state = z.enum(taskStates)
export const tasksQuery = z.object({ state: state.optional(), limit: count(limits.administrationPage), cursor })
export const taskCursor = z.number()
export const byTask = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })

const task = z.object({
  id: z.number(),
  name: z.string(),
  state,
  attempts: z.number(),
  maxAttempts: z.number(),
  createdAt: time,
  runAt: time,
  startedAt: time.nullable(),
  error: z.string().nullable(),
})

const counts = z.object({
  running: z.number(),
  waiting: z.number(),
  scheduled: z.number(),
  retrying: z.number(),
  failed: z.number(),
  lagSeconds: z.number().describe('how long the task that is due longest has waited'),
})
export const tasks = z.object({ counts, tasks: z.array(task) })

export const health = z.object({
  version: z.string(),
  node: z.string(),
  startedAt: time,
  memory: z.object({ residentBytes: z.number(), heapBytes: z.number() }),
  database: z.object({
    version: z.string(),
    sizeBytes: z.number(),
    milliseconds: z.number().describe('how long a small question took'),
    connections: z.object({ total: z.number(), idle: z.number(), waiting: z.number(), most: z.number() }),
  }),
  disk,
  git: z.object({ version: z.string(), isEnough: z.boolean() }).nullable(),
  tasks: counts,
  rounds: z.array(z.object({ name: z.string(), lastAt: time.nullable() })).describe('work that is done by the clock'),
})
