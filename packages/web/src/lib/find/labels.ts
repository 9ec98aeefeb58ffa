import { currentLocale } from '../i18n/locale.ts'
import * as m from '../messages/find.ts'
import { isShownTag } from './tag-kinds.ts'
import { isTask, taskName } from './task-names.ts'

const languageCode = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/
let names: { locale: string; languages: Intl.DisplayNames } | null = null

/** `zh` → `Chinese`, `中文`; codes that no table knows stay as they are. */
export function languageName(code: string): string {
  if (!languageCode.test(code)) return code
  const locale = currentLocale()
  if (names?.locale !== locale) names = { locale, languages: new Intl.DisplayNames([locale], { type: 'language' }) }
  try {
    return names.languages.of(code) ?? code
  } catch {
    return code
  }
}

/** What a tag says to a reader. The tag itself is what somebody wrote: any text. */
export function tagLabel(tag: string): string {
  const cut = tag.indexOf(':')
  const [kind, value] = cut > 0 ? [tag.slice(0, cut), tag.slice(cut + 1)] : ['', tag]
  switch (kind) {
    case 'license':
      return m.licenseIs({ name: value })
    case 'base_model':
      return m.baseModelIs({ name: value.slice(value.indexOf(':') + 1) })
    case 'dataset':
      return m.datasetIs({ name: value })
    case 'language':
      return languageName(value)
    case 'task_categories':
      return taskName(value)
    case 'size_categories':
      return m.rowsAre({ range: value })
    case 'modality':
    case 'format':
    case 'library':
      return value
    default:
      if (kind !== '') return tag
      if (isTask(tag)) return taskName(tag)
      // Three letters are as often a word as a language.
      return /^[a-z]{2}$/.test(tag) ? languageName(tag) : tag
  }
}

/** A value among those of its facet. */
export function valueLabel(facet: string, label: string): string {
  if (facet === 'task') return taskName(label)
  return facet === 'language' ? languageName(label) : label
}

/** Tags for the head of a repo's page: those that say something, in words. */
export const tagLabels = (tags: readonly string[]): { tag: string; label: string }[] =>
  tags.filter((tag) => isShownTag(tag) && !tag.startsWith('dataset:')).map((tag) => ({ tag, label: tagLabel(tag) }))
