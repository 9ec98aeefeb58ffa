import { encodeCursor, nextLink, readCursor } from '../../../http/paging.ts'
import { route, type Route } from '../../../http/route.ts'
import type { Administration } from './service.ts'
import { presentCounts, presentHealth, presentRepo, presentTask } from './present.ts'
import * as wire from './wire.ts'

const area = 'Administration'
const usualPage = 50

export const administrationRoutes = (administration: Administration): Route[] => [
  route({
    method: 'GET',
    path: '/api/admin/repos',
    area,
    summary: 'Every repository; for administrators',
    query: wire.reposQuery,
    answer: wire.listedRepo.array(),
    handle: async (call) => {
      const { search, type, visibility, sort, limit, cursor } = call.query
      const { repos, next } = await administration.searchRepos(call.actor, {
        text: search?.trim() ?? '',
        type: type ?? null,
        visibility: visibility ?? null,
        sort: sort ?? 'newest',
        after: readCursor(wire.repoCursor, cursor),
        limit: limit ?? usualPage,
      })
      return { json: repos.map(presentRepo), headers: nextLink(call, next && encodeCursor(next)) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/admin/storage',
    area,
    summary: 'What is stored, whose it is and how much room is left; for administrators',
    answer: wire.storage,
    handle: async ({ actor }) => {
      const { countedAt, ...storage } = await administration.storage(actor)
      return { json: { ...storage, countedAt: countedAt.toISOString() } }
    },
  }),
  route({
    method: 'GET',
    path: '/api/admin/health',
    area,
    summary: 'How the hub and what it stands on are doing; for administrators',
    answer: wire.health,
    handle: async ({ actor }) => ({ json: presentHealth(await administration.health(actor)) }),
  }),
  ...taskRoutes(administration),
]

const taskRoutes = (administration: Administration): Route[] => [
  route({
    method: 'GET',
    path: '/api/admin/tasks',
    area,
    summary: 'Background work that waits, runs or failed; for administrators',
    query: wire.tasksQuery,
    answer: wire.tasks,
    handle: async (call) => {
      const { state, limit, cursor } = call.query
      const page = { state: state ?? null, before: readCursor(wire.taskCursor, cursor), limit: limit ?? usualPage }
      const { tasks, next } = await administration.listTasks(call.actor, page)
      const counts = presentCounts(await administration.countTasks(call.actor))
      return {
        json: { counts, tasks: tasks.map(presentTask) },
        headers: nextLink(call, next === null ? null : encodeCursor(next)),
      }
    },
  }),
  route({
    method: 'POST',
    path: '/api/admin/tasks/{id}/retry',
    area,
    summary: 'Try a failed task again at once; for administrators',
    params: wire.byTask,
    handle: async ({ actor, params }) => {
      await administration.retryTask(actor, params.id)
      return { status: 204 }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/admin/tasks/{id}',
    area,
    summary: 'Forget a failed task; for administrators',
    params: wire.byTask,
    handle: async ({ actor, params }) => {
      await administration.dropTask(actor, params.id)
      return { status: 204 }
    },
  }),
]
