import type { limits } from '../../config/limits.ts'

/** Those that bound one server; tests choose smaller ones. */
export type SshLimits = Record<Extract<keyof typeof limits, `ssh${string}`>, number>
