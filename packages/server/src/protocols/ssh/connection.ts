/** SSH as RFC 4251 to 4254 have it, of which logging in by public key and running commands is served. */
import type { Socket } from 'node:net'
import ssh2, { type Connection, type ParsedKey, type ServerChannel } from 'ssh2'
import { algorithms } from './algorithms.ts'
import type { Login } from './check-key.ts'
import type { SshLimits } from './limits.ts'
import { acceptLogin, type LoginOptions } from './login.ts'
import { serveSession, type Services } from './session.ts'
import { createUseTimer } from './use-timer.ts'

export type ConnectionOptions = LoginOptions & {
  services: Services
  hostKey: ParsedKey
  /** a command, which may go on for a moment after its client is gone */
  track: (work: Promise<void>) => void
}

export type SshConnection = {
  /** takes no new commands and ends when the last one is done */
  finish: () => void
}

const goodbyeMilliseconds = 1000

/** Serves one client. All there is of it goes with its socket. */
export function serveConnection(socket: Socket, options: ConnectionOptions): SshConnection {
  const { limits, services } = options
  const useTimer = createUseTimer(socket, limits)
  const channels = new Set<ServerChannel>()
  let client: Connection | null = null
  let isFinishing = false
  let sessions = 0

  function endWhenDone(): void {
    if (!isFinishing || sessions > 0) return
    if (client) client.end()
    else socket.destroy()
  }
  function track(channel: ServerChannel, work: Promise<void>): void {
    channels.add(channel)
    options.track(useTimer.during(work).finally(() => channels.delete(channel)))
  }
  function serve(opened: Connection, login: Login): void {
    useTimer.loggedIn()
    opened.on('session', (accept, reject) => {
      if (isFinishing || sessions >= limits.sshSessions) return reject()
      const session = accept()
      sessions += 1
      session.once('close', () => {
        sessions -= 1
        endWhenDone()
      })
      serveSession(session, { services, login, line: { socket, client: opened, limits } }, track)
    })
  }

  openServer(socket, options, (opened) => {
    client = opened
    // The library says why by itself; somebody who does not take that is cut off.
    opened.on('error', () => void setTimeout(() => socket.destroy(), goodbyeMilliseconds).unref())
    acceptLogin(opened, options, (login) => serve(opened, login))
  })
  refuseFloods(socket, channels, limits)
  return {
    finish: () => {
      isFinishing = true
      endWhenDone()
    },
  }
}

/** A server of the library for this socket alone: a common one does not say which client has which socket. */
function openServer(
  socket: Socket,
  { hostKey, limits }: ConnectionOptions,
  onClient: (client: Connection) => void,
): void {
  const server = new ssh2.Server(
    {
      hostKeys: [{ key: hostKey }],
      algorithms,
      ident: 'Kaihub',
      keepaliveInterval: limits.sshKeepaliveMilliseconds,
      keepaliveCountMax: 3,
    },
    onClient,
  )
  server.injectSocket(socket)
}

/**
 * The library takes in and puts out whatever a client makes it, also when that client sends more than it was allowed, or
 * asks and asks and never reads.
 */
function refuseFloods(socket: Socket, channels: ReadonlySet<ServerChannel>, { sshHeldBytes }: SshLimits): void {
  socket.on('data', () => {
    const isFlooded = [...channels].some((channel) => channel.readableLength > sshHeldBytes)
    if (isFlooded || socket.writableLength > sshHeldBytes) socket.destroy()
  })
}
