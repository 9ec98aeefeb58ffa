import { config } from './config.ts'
import { doctor } from './doctor/doctor.ts'
import { fsck } from './fsck.ts'
import { migrate } from './migrate.ts'
import { deskCommand } from './desk-command.ts'
import { org } from './org.ts'
import { repo } from './repo.ts'
import { serve } from './serve.ts'
import { token } from './token.ts'
import { user } from './user.ts'
import type { Command } from './command.ts'

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  serve,
  doctor,
  config,
  migrate,
  ...[user, org, token, repo].map(deskCommand),
  fsck,
]
