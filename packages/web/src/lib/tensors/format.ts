import { currentLocale } from '#lib/i18n/locale.ts'
import * as m from '#lib/messages/tensors.ts'

/** `4096 × 1024` */
export const formatShape = (shape: readonly number[]): string => (shape.length === 0 ? m.scalar() : shape.join(' × '))

/** `12.3%`, and `<0.1%` for what is there but little */
export function formatShare(part: number, whole: number): string {
  const share = whole === 0 ? 0 : part / whole
  const format = new Intl.NumberFormat(currentLocale(), { style: 'percent', maximumFractionDigits: 1 })
  return share > 0 && share < 0.0005 ? `<${format.format(0.001)}` : format.format(share)
}

/** Small and large numbers alike: `0.00123`, `1.5e-7` */
export function formatFigure(value: number | null): string {
  if (value === null) return '–'
  if (value === 0) return '0'
  const size = Math.abs(value)
  return size >= 1e-3 && size < 1e6 ? String(Number(value.toPrecision(4))) : value.toExponential(2)
}
