import * as m from '#lib/messages/tensors.ts'
import type { RowStatus } from './diff.ts'

export const nameOf = (status: RowStatus): string =>
  ({
    equal: m.equal,
    changed: m.changed,
    added: m.added,
    removed: m.removed,
    reshaped: m.reshaped,
    retyped: m.retyped,
    unread: m.unread,
  })[status]()

export const kindOf = (status: RowStatus) =>
  (
    {
      equal: 'plain',
      changed: 'accent',
      added: 'good',
      removed: 'bad',
      reshaped: 'warn',
      retyped: 'warn',
      unread: 'plain',
    } as const
  )[status]
