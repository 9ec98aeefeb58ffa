import * as m from '#lib/messages/history.ts'

/** What a commit is called: git allows commits without a message, and a link needs a name. */
export const titleOf = ({ title }: { title: string }): string => title.trim() || m.noTitle()
