import type { RepoType } from '../repo-type.ts'
import { fieldKinds } from './fields.ts'
import type { FieldKind } from './fields.ts'
import { isLanguage } from './languages.ts'
import { licenses } from './licenses.ts'
import { modelIndexFaults } from './model-index.ts'
import { parseCard } from './parse.ts'
import type { CardData } from './parse.ts'
import { tasks } from './tasks.ts'
import { wordOf, wordsOf } from './values.ts'
import type { JsonValue } from './yaml.ts'

export type CardReport = { errors: { message: string }[]; warnings: { message: string }[] }

const maxFindings = 50
const sdks = ['gradio', 'docker', 'static', 'streamlit']
const colors = ['red', 'yellow', 'green', 'blue', 'indigo', 'purple', 'pink', 'gray']
const relations = ['finetune', 'adapter', 'merge', 'quantized']
const repoId = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]{0,95})?$/

/** What is wrong with a README's card data (errors keep it from being committed) and what looks odd (warnings). */
export function validateCard(text: string, repoType: RepoType): CardReport {
  const { data, error } = parseCard(text)
  if (error !== undefined) return report([error], [])
  if (data === null) return report([], ['empty or missing yaml metadata in repo card'])
  return report(
    [
      ...typeFaults(data, repoType),
      ...licenseFaults(data),
      ...(repoType === 'space' ? spaceFaults(data) : []),
      ...idFaults(data, 'datasets'),
      ...(repoType === 'model' ? modelFaults(data) : []),
    ],
    [
      ...languageDoubts(data),
      ...licenseDoubts(data),
      ...taskDoubts(data),
      ...(repoType === 'space' ? spaceDoubts(data) : []),
    ],
  )
}

const report = (errors: string[], warnings: string[]): CardReport => ({
  errors: findings(errors),
  warnings: findings(warnings),
})

const findings = (messages: string[]) => messages.slice(0, maxFindings).map((message) => ({ message }))

const oneOf = (field: string, allowed: readonly string[]): string => `"${field}" must be one of [${allowed.join(', ')}]`

function typeFaults(data: CardData, repoType: RepoType): string[] {
  return Object.entries(fieldKinds[repoType]).flatMap(([field, kind]) => {
    const value = data[field]
    return value === undefined || value === null ? [] : kindFaults(field, kind, value)
  })
}

function kindFaults(field: string, kind: FieldKind, value: JsonValue): string[] {
  if (kind === 'flag') return typeof value === 'boolean' ? [] : [`"${field}" must be a boolean`]
  if (kind === 'number') return typeof value === 'number' ? [] : [`"${field}" must be a number`]
  if (kind === 'mapping')
    return typeof value === 'object' && !Array.isArray(value) ? [] : [`"${field}" must be of type object`]
  if (kind === 'any') return Array.isArray(value) ? [] : [`"${field}" must be an array`]
  if (Array.isArray(value) && kind !== 'text')
    return value.flatMap((item, at) => (typeof item === 'string' ? [] : [`"${field}[${at}]" must be a string`]))
  if (kind === 'list') return [`"${field}" must be an array`]
  return typeof value === 'string'
    ? []
    : [`"${field}" must be ${kind === 'text' ? 'a string' : 'a string or an array'}`]
}

const licenseFaults = (data: CardData): string[] =>
  wordsOf(data['license']).every((license) => licenses.includes(license)) ? [] : [oneOf('license', licenses)]

function idFaults(data: CardData, field: string): string[] {
  return wordsOf(data[field])
    .filter((id) => !repoId.test(id))
    .map((id) => `"${field}" with value "${id}" is not valid: it must be a repository id`)
}

function modelFaults(data: CardData): string[] {
  const index = data['model-index'] ?? null
  const relation = wordOf(data['base_model_relation'])
  return [
    ...idFaults(data, 'base_model'),
    ...idFaults(data, 'new_version'),
    ...(relation === undefined || relations.includes(relation) ? [] : [oneOf('base_model_relation', relations)]),
    ...(index === null ? [] : modelIndexFaults(index)),
  ]
}

function spaceFaults(data: CardData): string[] {
  const sdk = wordOf(data['sdk'])
  const badColors = ['colorFrom', 'colorTo'].filter((field) => {
    const color = wordOf(data[field])
    return color !== undefined && !colors.includes(color)
  })
  return [
    ...(sdk === undefined ? ['"sdk" is required'] : sdks.includes(sdk) ? [] : [oneOf('sdk', sdks)]),
    ...badColors.map((field) => oneOf(field, colors)),
    ...idFaults(data, 'models'),
  ]
}

const spaceDoubts = (data: CardData): string[] =>
  ['title', 'emoji'].filter((field) => wordOf(data[field]) === undefined).map((field) => `"${field}" is missing`)

const languageDoubts = (data: CardData): string[] =>
  wordsOf(data['language'])
    .filter((language) => !isLanguage(language))
    .map((language) => `"${language}" is not an ISO 639 language code`)

const licenseDoubts = (data: CardData): string[] =>
  data['license'] === 'other' && wordOf(data['license_name']) === undefined
    ? ['"license_name" should say which license "other" is']
    : []

function taskDoubts(data: CardData): string[] {
  const task = wordOf(data['pipeline_tag'])
  return task === undefined || tasks.has(task)
    ? []
    : [`"pipeline_tag" with value "${task}" is not in the official list`]
}
