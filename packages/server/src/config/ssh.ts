import type { Reader } from './reader.ts'

export type SshConfig = {
  host: string
  /** 0: no SSH */
  port: number
}

export const readSsh = (read: Reader, { host }: { host: string }): SshConfig => ({
  host: read.text({ name: 'KAIHUB_SSH_HOST', meaning: 'address to listen on for Git over SSH', fallback: host }),
  port: read.number({
    name: 'KAIHUB_SSH_PORT',
    meaning: 'port of Git over SSH; 0 = none',
    fallback: 5241,
    min: 0,
    max: 65_535,
  }),
})
