import { closestWord } from '../kit/closest-word.ts'
import { Secret } from './secret.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** One setting as a person may see it. */
export type SettingLine = { name: string; value: string; isDefault: boolean; meaning: string }

/** Reads settings by name and remembers each, and each fault: a person fixes them all in one go. */
export type Reader = {
  text: (setting: Setting & { fallback: string }) => string
  number: (setting: Setting & { fallback: number; min: number; max: number }) => number
  choice: <Choice extends string>(setting: Setting & { fallback: Choice; choices: readonly Choice[] }) => Choice
  /** `check` says what is wrong with the value, or null */
  optional: (setting: Setting & { absent: string; check: Check }) => string | null
  secret: (setting: Setting & { absent: string; check: Check }) => Secret | null
  finish: () => { faults: string[]; lines: SettingLine[] }
}

type Setting = { name: string; meaning: string }
type Check = (value: string) => string | null

const prefix = 'KAIHUB_'
/** set by our own test runner, never a setting */
const testPrefix = 'KAIHUB_TEST_'

export function createReader(env: Environment): Reader {
  const lines: SettingLine[] = []
  const faults: string[] = []
  // an empty value is how many tools leave a setting out
  const find = (name: string): string | null => env[name]?.trim() || null
  const note = ({ name, meaning }: Setting, value: string | null, shown: string): void => {
    lines.push({ name, meaning, value: shown, isDefault: value === null })
  }
  const check = (name: string, value: string | null, fault: Check): string | null => {
    const wrong = value === null ? null : fault(value)
    if (wrong) faults.push(`${name} ${wrong}`)
    return wrong ? null : value
  }
  return {
    text: (setting) => {
      const value = find(setting.name)
      note(setting, value, value ?? setting.fallback)
      return value ?? setting.fallback
    },
    number: ({ fallback, min, max, ...setting }) => {
      const value = find(setting.name)
      note(setting, value, value ?? String(fallback))
      return Number(check(setting.name, value, wholeNumber(min, max)) ?? fallback)
    },
    choice: ({ fallback, choices, ...setting }) => {
      const value = find(setting.name)
      note(setting, value, value ?? fallback)
      const valid = check(setting.name, value, oneOf(choices))
      return choices.find((choice) => choice === valid) ?? fallback
    },
    optional: ({ absent, check: fault, ...setting }) => {
      const value = find(setting.name)
      note(setting, value, value ?? absent)
      return check(setting.name, value, fault)
    },
    secret: ({ absent, check: fault, ...setting }) => {
      const value = find(setting.name)
      note(setting, value, value === null ? absent : '[hidden]')
      const valid = check(setting.name, value, fault)
      return valid === null ? null : new Secret(valid)
    },
    finish: () => ({ lines, faults: [...faults, ...findUnknown(env, lines)] }),
  }
}

const wholeNumber =
  (min: number, max: number): Check =>
  (value) =>
    /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max
      ? null
      : `must be a whole number from ${min} to ${max}, not ${JSON.stringify(value)}`

const oneOf =
  (choices: readonly string[]): Check =>
  (value) =>
    choices.includes(value) ? null : `must be ${choices.join(' or ')}, not ${JSON.stringify(value)}`

/** A misspelt name would otherwise be a setting that silently does nothing. */
function findUnknown(env: Environment, lines: readonly SettingLine[]): string[] {
  const known = new Set(lines.map(({ name }) => name))
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !name.startsWith(testPrefix) && !known.has(name))
    .toSorted()
    .map((name) => {
      const meant = closestWord(
        name.slice(prefix.length),
        [...known].map((other) => other.slice(prefix.length)),
      )
      return `${name} is not a setting of Kaihub${meant ? `; did you mean ${prefix}${meant}?` : ''}`
    })
}
