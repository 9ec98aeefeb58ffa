import { totalmem } from 'node:os'

export type Settings = Readonly<Record<string, string | number>>

const MiB = 2 ** 20

/**
 * A sixteenth of the machine's memory, which the server takes only as it fills it: a small hub stays small, and with a
 * million repos the indexes of the lists stay at hand.
 */
const sharedBuffersMiB = Math.round(Math.min(Math.max(totalmem() / 16 / MiB, 128), 2048))

/**
 * How the embedded server runs: small when idle, never lax about what it acknowledged. Written to `kaihub.conf` at each
 * start, so a new release may change it; `local.conf` beside it is the owner's and wins.
 */
export const tunedSettings: Settings = {
  listen_addresses: '',
  max_connections: 50,
  superuser_reserved_connections: 2,
  max_wal_senders: 0,
  max_logical_replication_workers: 0,
  shared_buffers: `${sharedBuffersMiB}MB`,
  huge_pages: 'off',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: `${sharedBuffersMiB * 8}MB`,
  random_page_cost: 1.1,
  jit: 'off',
  // three processes fewer when idle; the hub's reads are short
  io_method: 'sync',
  // parallel plans need /dev/shm, which containers keep at 64 MB
  max_parallel_workers_per_gather: 0,
  max_parallel_maintenance_workers: 0,
  max_worker_processes: 4,
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_compression: 'pglz',
  max_wal_size: '1GB',
  min_wal_size: '80MB',
  checkpoint_timeout: '10min',
  autovacuum_max_workers: 2,
  autovacuum_vacuum_scale_factor: 0.05,
  autovacuum_vacuum_insert_scale_factor: 0.1,
  autovacuum_analyze_scale_factor: 0.02,
  autovacuum_vacuum_cost_limit: 1000,
  timezone: 'UTC',
  log_timezone: 'UTC',
  // errors of a statement go to the caller, who knows what to do; the log keeps what concerns the server
  log_min_messages: 'log',
  log_checkpoints: 'off',
  log_line_prefix: '',
}

export const renderSettings = (settings: Settings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'\n`)
    .join('')
