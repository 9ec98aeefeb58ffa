import { currentLocale } from '../i18n/locale.ts'

/** Sizes that models come in, as a filter and as a text that is the same everywhere. */
export const sizeRanges = [
  { range: 'max:1B', label: '< 1B' },
  { range: 'min:1B,max:3B', label: '1B – 3B' },
  { range: 'min:3B,max:8B', label: '3B – 8B' },
  { range: 'min:8B,max:16B', label: '8B – 16B' },
  { range: 'min:16B,max:40B', label: '16B – 40B' },
  { range: 'min:40B,max:120B', label: '40B – 120B' },
  { range: 'min:120B', label: '> 120B' },
] as const

export const sizeLabel = (range: string): string => sizeRanges.find((known) => known.range === range)?.label ?? range

/** 7.2B: how people speak of models, in any language. */
export function shortParameters(count: number): string {
  const steps = [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ] as const
  for (const [size, unit] of steps) {
    if (count < size * 0.9995) continue
    const value = count / size
    const digits = value < 10 ? 2 : value < 100 ? 1 : 0
    return `${new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: digits }).format(value)}${unit}`
  }
  return String(count)
}
