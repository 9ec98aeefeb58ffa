/** nginx as the measure: plain files by `sendfile`, uploads by WebDAV PUT. Its own folder, port and configuration. */
import { spawn } from 'node:child_process'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stop } from './process-tree.ts'

export type Nginx = Awaited<ReturnType<typeof startNginx>>

/**
 * `files` are served at `/`, by copying at `/copied/`; what is put to `/put/…` lands in `<folder>/put`.
 * @param more locations, in nginx's words
 */
export async function startNginx(folder: string, files: string, more = '') {
  const program = await findNginx()
  const port = await freePort()
  for (const each of ['temporary', 'put']) await mkdir(path.join(folder, each), { recursive: true })
  const configuration = path.join(folder, 'nginx.conf')
  await writeFile(configuration, configure({ folder, files, port, more }))
  const child = spawn(program, ['-c', configuration, '-e', path.join(folder, 'error.log')], { stdio: 'inherit' })
  const url = `http://127.0.0.1:${port}`
  await untilItAnswers(url)
  return { url, pid: child.pid!, [Symbol.asyncDispose]: () => stop(child) }
}

async function findNginx(): Promise<string> {
  for (const program of ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx']) {
    const found = await access(program).then(
      () => true,
      () => false,
    )
    if (found) return program
  }
  throw new Error('These benches measure against nginx. On Debian and Ubuntu: apt-get install nginx-light')
}

type Settings = { folder: string; files: string; port: number; more: string }

/** One worker per core; `sendfile` without slices, or copying by large buffers, which is faster on some machines; bodies go to a file beside their target, so that PUT is a rename. */
const configure = ({ folder, files, port, more }: Settings): string => `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
worker_processes auto;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  sendfile_max_chunk 0;
  tcp_nopush on;
  tcp_nodelay on;
  client_max_body_size 0;
  client_body_buffer_size 1m;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((use) => `${use}_temp_path ${folder}/temporary;`).join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    root ${files};
    location /copied/ { alias ${files}/; sendfile off; output_buffers 2 512k; }
    location /put/ { root ${folder}; dav_methods PUT; }
    ${more}
  }
}
`

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answered = await fetch(url).then(
      (response) => response.body?.cancel().then(() => true),
      () => false,
    )
    if (answered) return
    await sleep(50)
  }
  throw new Error('nginx did not start; see its error.log')
}
