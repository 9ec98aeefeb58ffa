import { config } from './config.ts'
import { doctor } from './doctor/doctor.ts'
import { migrate } from './migrate.ts'
import { deskCommand } from './desk-command.ts'
import { org } from './org.ts'
import { serve } from './serve.ts'
import { token } from './token.ts'
import { user } from './user.ts'
import type { Command } from './command.ts'

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [serve, doctor, config, migrate, ...[user, org, token].map(deskCommand)]
