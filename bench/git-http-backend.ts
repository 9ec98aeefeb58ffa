/** The measure for git over HTTP: its own `git http-backend` behind nginx, on plain bare repositories. */
import { spawn, type ChildProcess } from 'node:child_process'
import { access, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { git } from './git-client.ts'
import { startNginx } from './nginx.ts'
import { run, stop, treeOf } from './process-tree.ts'

const fcgiwrap = '/usr/sbin/fcgiwrap'
/** requests at once; a clone and a push make one after the other */
const workers = 4

export type GitHttpBackend = Awaited<ReturnType<typeof startGitHttpBackend>>

export async function startGitHttpBackend(folder: string) {
  const [projects, socket] = [path.join(folder, 'projects'), path.join(folder, 'fcgi.sock')]
  await mkdir(projects, { recursive: true })
  if (!(await exists(fcgiwrap)))
    throw new Error(
      'This bench measures against git http-backend by FastCGI. On Debian and Ubuntu: apt-get install fcgiwrap',
    )
  const child = spawn(fcgiwrap, ['-f', '-c', String(workers), '-s', `unix:${socket}`], { stdio: 'inherit' })
  try {
    await untilItIsThere(socket)
    const program = path.join(await run('git', ['--exec-path']), 'git-http-backend')
    const nginx = await startNginx(folder, projects, configure({ program, projects, socket }))
    return {
      pid: nginx.pid,
      urlOf: (name: string): string => `${nginx.url}/git/${name}.git`,
      createRepo: (name: string): Promise<string> =>
        git(['init', '--quiet', '--bare', '--initial-branch=main', path.join(projects, `${name}.git`)]),
      [Symbol.asyncDispose]: async () => {
        await nginx[Symbol.asyncDispose]()
        await stopAll(child)
      },
    }
  } catch (error) {
    await stopAll(child)
    throw error
  }
}

/** A user is named, as receive-pack wants one; bodies pass in both directions while they arrive and touch no disk. */
const configure = ({ program, projects, socket }: { program: string; projects: string; socket: string }): string => `
    location ~ ^/git(/.*)$ {
      fastcgi_pass unix:${socket};
      fastcgi_param SCRIPT_FILENAME ${program};
      fastcgi_param GIT_PROJECT_ROOT ${projects};
      fastcgi_param GIT_HTTP_EXPORT_ALL 1;
      fastcgi_param PATH_INFO $1;
      fastcgi_param QUERY_STRING $query_string;
      fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param CONTENT_TYPE $content_type;
      fastcgi_param CONTENT_LENGTH $content_length;
      fastcgi_param REMOTE_USER bench;
      fastcgi_param REMOTE_ADDR $remote_addr;
      fastcgi_request_buffering off;
      fastcgi_buffers 32 64k;
      fastcgi_max_temp_file_size 0;
      fastcgi_read_timeout 600s;
    }
`

/** Its workers outlive it otherwise; it goes first, or it would start new ones. */
async function stopAll(child: ChildProcess): Promise<void> {
  const workers = treeOf(child.pid!).slice(1)
  await stop(child)
  for (const pid of workers) {
    try {
      process.kill(pid, 'SIGTERM')
    } catch {
      // it had just ended
    }
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

async function untilItIsThere(socket: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await exists(socket)) return
    await sleep(50)
  }
  throw new Error('fcgiwrap did not start')
}
