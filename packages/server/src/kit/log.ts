export type LogFields = Readonly<Record<string, unknown>>

/** A sentence plus fields; each failure is logged once, where it is handled. */
export type Log = {
  info: (sentence: string, fields?: LogFields) => void
  warn: (sentence: string, fields?: LogFields) => void
  error: (sentence: string, fields?: LogFields) => void
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }
