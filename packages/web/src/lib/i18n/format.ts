import { currentLocale } from './locale.ts'

/** 1,234,567 */
export const formatNumber = (value: number): string => new Intl.NumberFormat(currentLocale()).format(value)

/** 1.2M, 123万 */
export const formatCount = (value: number): string =>
  new Intl.NumberFormat(currentLocale(), { notation: 'compact', maximumFractionDigits: 1 }).format(value)

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** Decimal units, as disks and other hubs count: 1.5 GB is 1,500,000,000 bytes. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  const digits = power > 0 && value < 100 ? 1 : 0
  return `${new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: digits }).format(value)} ${units[power]}`
}

export const formatDate = (at: string | Date): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(at))

/** To the second and in UTC, so that the hub and every reader say the same. */
export const formatMoment = (at: string | Date): string =>
  `${new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' }).format(new Date(at))} UTC`

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** `3 days ago`, `3天前` */
export function formatAgo(at: string | Date, now: number = Date.now()): string {
  const seconds = (new Date(at).getTime() - now) / 1000
  const words = new Intl.RelativeTimeFormat(currentLocale(), { numeric: 'auto' })
  for (const [unit, length] of steps)
    if (Math.abs(seconds) >= length) return words.format(Math.trunc(seconds / length), unit)
  return words.format(0, 'second')
}
