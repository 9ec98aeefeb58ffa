import * as m from './messages/faults.ts'

/** What went wrong, in the reader's language. `told` is what the hub said, `code` its `x-kaihub-error`. */
export const wordsOf = (code: string, told: string): string => m.hubFault({ code, told })

export const noAnswer = (): string => m.noConnection()

/** fetch says TypeError for everything that is no answer, in the browser's own words. */
export const withoutAnswer = (fault: unknown): unknown =>
  fault instanceof TypeError ? new Error(noAnswer(), { cause: fault }) : fault
