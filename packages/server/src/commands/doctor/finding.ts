/** What a check found, and for anything but `ok` what to do about it. */
export type Finding = { level: 'ok' | 'warn' | 'fail'; what: string; advice?: string }

export const ok = (what: string): Finding => ({ level: 'ok', what })
export const warn = (what: string, advice: string): Finding => ({ level: 'warn', what, advice })
export const fail = (what: string, advice: string): Finding => ({ level: 'fail', what, advice })

export const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export function showBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB']
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  const value = bytes / 1024 ** power
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power]}`
}
