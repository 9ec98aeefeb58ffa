export const dayMilliseconds = 86_400_000

/** `2026-11-22`, in UTC. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)
