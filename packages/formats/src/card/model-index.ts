import { isRecord } from './parse.ts'
import type { JsonValue } from './yaml.ts'

/** The faults of a `model-index`, each named by its place. */
export function modelIndexFaults(index: JsonValue): string[] {
  if (!Array.isArray(index)) return ['"model-index" must be an array']
  return index.flatMap((model, at) => {
    const place = `model-index[${at}]`
    if (!isRecord(model)) return [`"${place}" must be of type object`]
    const faults = textFaults(model['name'], `${place}.name`)
    const results = model['results']
    if (!Array.isArray(results)) return [...faults, `"${place}.results" must be an array`]
    return [...faults, ...results.flatMap((result, number) => resultFaults(result, `${place}.results[${number}]`))]
  })
}

function resultFaults(result: JsonValue, place: string): string[] {
  if (!isRecord(result)) return [`"${place}" must be of type object`]
  const { task, dataset, metrics } = result
  const faults = [
    ...(isRecord(task) ? textFaults(task['type'], `${place}.task.type`) : [`"${place}.task" is required`]),
    ...(isRecord(dataset)
      ? [
          ...textFaults(dataset['type'], `${place}.dataset.type`),
          ...textFaults(dataset['name'], `${place}.dataset.name`),
        ]
      : [`"${place}.dataset" is required`]),
  ]
  if (!Array.isArray(metrics)) return [...faults, `"${place}.metrics" must be an array`]
  return [...faults, ...metrics.flatMap((metric, at) => metricFaults(metric, `${place}.metrics[${at}]`))]
}

function metricFaults(metric: JsonValue, place: string): string[] {
  if (!isRecord(metric)) return [`"${place}" must be of type object`]
  const value = metric['value'] === undefined ? [`"${place}.value" is required`] : []
  return [...textFaults(metric['type'], `${place}.type`), ...value]
}

function textFaults(value: JsonValue | undefined, place: string): string[] {
  if (value === undefined || value === null) return [`"${place}" is required`]
  return typeof value === 'string' ? [] : [`"${place}" must be a string`]
}
