import { z } from 'zod'
import type { Route } from './route.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document of all declared routes: the schemas that check requests also describe them. */
export function describeRoutes(routes: Route[], version: string): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    if (route.unlisted) continue
    const path = route.path.replaceAll(/\{(\w+)(?:\*|:[^}]+)\}/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describe(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kaihub',
      version,
      description: 'The Hub API and Kaihub’s own endpoints.',
      license: { name: 'Apache-2.0' },
    },
    paths: Object.fromEntries(Object.entries(paths).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: { type: 'object', properties: { error: { type: 'string' } }, required: ['error'] } },
    },
    security: [{}, { accessToken: [] }],
  }
}

function describe(route: Route): Json {
  const type = route.answerType ?? 'application/json'
  const schema = route.answer
    ? toJson(route.answer, 'output')
    : type === 'application/json'
      ? {}
      : { type: 'string', format: 'binary' }
  return {
    summary: route.summary,
    tags: [route.area],
    parameters: [...pathParameters(route.path), ...queryParameters(route.query)],
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: toJson(route.body, 'input') } } } }
      : {}),
    responses: {
      200: { description: 'Success', content: { [type]: { schema } } },
      default: {
        description: 'Failure',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)(\*|:([^}]+))?\}/g)].map(([, name, , words]) => ({
    name,
    in: 'path',
    required: true,
    schema: words ? { type: 'string', enum: words.split('|') } : { type: 'string' },
  }))
}

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (!query) return []
  const { properties = {}, required = [] } = toJson(query, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

function toJson(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' })
  return json
}
