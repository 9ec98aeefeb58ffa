import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A door beside the hub's that counts what clients send. */
export async function startCountingProxy(hubUrl: string) {
  const { hostname, port } = new URL(hubUrl)
  let sentBytes = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const hub = connect(Number(port), hostname)
    for (const [from, to] of [
      [client, hub],
      [hub, client],
    ] as const) {
      sockets.add(from)
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
      from.on('error', () => to.destroy())
      from.pipe(to)
    }
    client.on('data', (bytes) => {
      sentBytes += bytes.length
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sentBytes: () => sentBytes,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}
