/** Git over SSH: one port, public keys, and the commands of git and git-lfs (docs/protocols/git-ssh.md). */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { ParsedKey } from 'ssh2'
import { serveConnection, type SshConnection } from './connection.ts'
import type { SshLimits } from './limits.ts'
import type { Services } from './session.ts'
import { createTally } from './tally.ts'

export type SshServerOptions = Services & { hostKey: ParsedKey; host: string; port: number; limits: SshLimits }

export type SshServer = AsyncDisposable & {
  listen: () => Promise<{ port: number }>
  /** takes no new clients and commands, lets running ones finish for at most so long, then cuts them off */
  drain: (milliseconds: number) => Promise<void>
}

export function createSshServer(options: SshServerOptions): SshServer {
  const { hostKey, host, port, limits, ...services } = options
  const connections = new Map<Socket, SshConnection>()
  const commands = new Set<Promise<void>>()
  const strangers = createTally(limits.sshLoginsPerAddress)
  const people = createTally(limits.sshConnectionsPerPerson)
  const server = createServer({ noDelay: true, keepAlive: true }, welcome)

  function welcome(socket: Socket): void {
    socket.on('error', () => {})
    const known = connections.size < limits.sshConnections ? strangers.take(socket.remoteAddress ?? '') : null
    if (!known) return void socket.destroy()
    const connection = serveConnection(socket, {
      services,
      hostKey,
      limits,
      admit: ({ actor }) => {
        known()
        // Who left meanwhile will not leave again.
        if (socket.destroyed) return false
        const leave = people.take(String(actor.userId))
        if (leave) socket.once('close', leave)
        return leave !== null
      },
      track: (command) => {
        commands.add(command)
        void command.finally(() => commands.delete(command))
      },
    })
    connections.set(socket, connection)
    socket.once('close', () => {
      known()
      connections.delete(socket)
    })
  }

  async function drain(milliseconds: number): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const connection of connections.values()) connection.finish()
    const cut = setTimeout(() => {
      for (const socket of connections.keys()) socket.destroy()
    }, milliseconds)
    await closed
    clearTimeout(cut)
    await Promise.all(commands)
  }

  return {
    listen: async () => {
      const address = await listen(server, { host, port })
      server.on('error', (error) => services.log.error('The SSH port failed.', { error }))
      return address
    },
    drain,
    [Symbol.asyncDispose]: () => drain(0),
  }
}

/** @throws Error with a sentence for the operator */
function listen(server: Server, { host, port }: { host: string; port: number }): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: Error): void => {
      const advice = 'Choose another with KAIHUB_SSH_PORT, or 0 for no SSH.'
      reject(new Error(`SSH cannot listen on port ${port} of ${host}. ${advice}`, { cause }))
    }
    server.once('error', refuse)
    server.listen({ host, port }, () => {
      server.off('error', refuse)
      resolve({ port: (server.address() as AddressInfo).port })
    })
  })
}
