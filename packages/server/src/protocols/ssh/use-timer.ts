import type { Socket } from 'node:net'
import type { SshLimits } from './limits.ts'

/** Cuts the line of a client that does not log in, or that has no command running for too long. */
export function createUseTimer(socket: Socket, limits: SshLimits) {
  const cut = (): void => void socket.destroy()
  let commands = 0
  let timer = setTimeout(cut, limits.sshLoginMilliseconds)
  socket.once('close', () => clearTimeout(timer))
  const rest = (): void => {
    clearTimeout(timer)
    if (commands === 0 && !socket.destroyed) timer = setTimeout(cut, limits.sshIdleMilliseconds)
  }
  return {
    loggedIn: rest,
    during: async (command: Promise<void>): Promise<void> => {
      commands += 1
      clearTimeout(timer)
      try {
        await command
      } finally {
        commands -= 1
        rest()
      }
    },
  }
}
