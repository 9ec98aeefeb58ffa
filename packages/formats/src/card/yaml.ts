// YAML 1.2 core, read as data only: no tags of one's own, nothing that JSON cannot hold, bounded in size and time.
import { isAlias, isMap, isScalar, isSeq, Lexer, parseDocument } from 'yaml'
import type { Node, Scalar, YAMLMap } from 'yaml'
import { FormatError } from '../errors/index.ts'

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

export const maxYamlChars = 1024 * 1024
// the parser takes 4 to 15 microseconds per token
const maxTokens = 150_000
const maxDepth = 64
// what aliases may blow a document up to: a character costs 1, a node 8
const maxCost = 8 * 1024 * 1024

// duplicate keys are found by our own walk: the parser's way takes quadratic time
const options = { schema: 'core', version: '1.2', uniqueKeys: false, prettyErrors: false } as const

const plainTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((tag) => `tag:yaml.org,2002:${tag}`),
)

/** Reads one YAML document; throws FormatError with a message for its author. An empty document is null. */
export function parseYaml(text: string): JsonValue {
  if (text.length > maxYamlChars) throw new FormatError(`YAML: longer than ${maxYamlChars} characters`)
  let tokens = 0
  for (const _ of new Lexer().lex(text)) {
    tokens += 1
    if (tokens > maxTokens) throw new FormatError(`YAML: more than ${maxTokens} tokens`)
  }
  const document = withoutTraces(() => parseDocument(text, options))
  const [error] = document.errors
  if (error) throw new FormatError(`YAML: ${error.message.slice(0, 300)}${place(text, error.pos[0])}`)
  return createReader(text).value(document.contents, 0)
}

/** Hostile text makes the parser create an error per token, and most of their cost is the stack trace. */
function withoutTraces<T>(work: () => T): T {
  const usual = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return work()
  } finally {
    Error.stackTraceLimit = usual
  }
}

const place = (text: string, at: number): string => ` (line ${text.slice(0, at).split('\n').length})`

/** One walk over the tree, which counts what it makes and remembers the anchors it passed. */
function createReader(text: string) {
  const anchors = new Map<string, Node>()
  let cost = 0

  function fail(reason: string, node: Node): never {
    throw new FormatError(`YAML: ${reason}${place(text, node.range?.[0] ?? 0)}`)
  }

  function spend(node: Node, chars: number): void {
    cost += 8 + chars
    if (cost > maxCost) fail('aliases make it too large', node)
  }

  function value(node: Node | null, depth: number): JsonValue {
    if (node === null) return null
    if (depth > maxDepth) fail(`nested deeper than ${maxDepth}`, node)
    if (isAlias(node)) {
      const target = anchors.get(node.source)
      return target ? value(target, depth + 1) : fail(`nothing is named ${node.source.slice(0, 60)}`, node)
    }
    if (node.tag !== undefined && !plainTags.has(node.tag)) fail(`tag ${node.tag.slice(0, 60)} is not allowed`, node)
    if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node)
    spend(node, 0)
    if (isMap(node)) return mapping(node, depth)
    if (isSeq(node)) return node.items.map((item) => value(item as Node | null, depth + 1))
    if (!isScalar(node)) return fail('unexpected node', node)
    const plain = scalar(node)
    if (typeof plain === 'string') spend(node, plain.length)
    return plain
  }

  function mapping(node: YAMLMap, depth: number): JsonValue {
    const entries = new Map<string, JsonValue>()
    for (const pair of node.items) {
      const key = value(pair.key as Node | null, depth + 1)
      if (typeof key === 'object' && key !== null) fail('a key is a list or mapping', node)
      const name = String(key)
      if (entries.has(name)) fail(`duplicate key ${JSON.stringify(name.slice(0, 60))}`, pair.key as Node)
      entries.set(name, value(pair.value as Node | null, depth + 1))
    }
    // nobody means this key, and a careless copy of the object would make it a prototype
    entries.delete('__proto__')
    return Object.fromEntries(entries)
  }

  return { value }
}

/** Strings lose what a JSON column cannot store; numbers that JSON would bend stay as they were written. */
function scalar(node: Scalar): JsonValue {
  const { value } = node
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    const isExact = Number.isFinite(value) && (Number.isSafeInteger(value) || !/^[-+]?\d+$/.test(node.source ?? ''))
    return isExact ? value : (node.source ?? String(value))
  }
  if (value instanceof Date) return value.toISOString()
  return (value as string | bigint).toString().replaceAll('\0', '\ufffd').toWellFormed()
}
