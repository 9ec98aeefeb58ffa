import type { Committed } from '#lib/upload/commit.ts'
import type { Order, Report } from '#lib/upload/orders.ts'
import type { FileProgress, Progress } from '#lib/upload/progress.ts'
import type { PublishRequest } from '#lib/upload/publisher.ts'
import { createSpeedometer } from './speed.ts'

export type Fault = { message: string; code: string; status: number }
type Sums = Omit<Progress, 'files'>

/** One upload as a page shows it; the work is done in a thread of its own. */
export class UploadRun {
  status = $state<'idle' | 'running' | 'paused' | 'failed' | 'cancelled' | 'done'>('idle')
  sums = $state.raw<Sums | null>(null)
  /** bytes that the hub has more of, a second */
  speed = $state<number | null>(null)
  fault = $state.raw<Fault | null>(null)
  committed = $state.raw<Committed | null>(null)
  /** grows in place: `version` tells when */
  readonly files = new Map<string, FileProgress>()
  version = $state(0)

  #worker: Worker | null = null
  readonly #speedometer = createSpeedometer()

  get isBusy(): boolean {
    return this.status === 'running' || this.status === 'paused'
  }

  start(request: PublishRequest): void {
    this.close()
    this.files.clear()
    this.#worker = new Worker(new URL('../upload/worker.ts', import.meta.url), { type: 'module' })
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Report>) => this.#hear(data))
    this.#worker.addEventListener('error', ({ message }) => this.#fail({ message, code: '', status: 0 }))
    this.#run({ does: 'start', request })
  }

  /** After a failure or a cancel: what is with the hub is not sent again. */
  again(): void {
    this.#run({ does: 'again' })
  }

  pause(): void {
    this.#tell({ does: 'pause' })
    this.status = 'paused'
  }

  resume(): void {
    this.#tell({ does: 'resume' })
    this.#speedometer.reset()
    this.status = 'running'
  }

  cancel(): void {
    this.#tell({ does: 'cancel' })
  }

  close(): void {
    this.#worker?.terminate()
    this.#worker = null
  }

  #run(order: Order): void {
    this.status = 'running'
    this.fault = null
    this.committed = null
    this.speed = null
    this.#speedometer.reset()
    this.#tell(order)
  }

  #tell(order: Order): void {
    this.#worker?.postMessage(order)
  }

  #hear(report: Report): void {
    if (report.says === 'failed') return this.#fail(report)
    if (report.says === 'done') {
      this.committed = report.committed
      this.status = 'done'
      return this.close()
    }
    this.sums = report.sums
    for (const [path, file] of report.changed) this.files.set(path, file)
    this.version += 1
    if (this.status === 'running') this.speed = this.#speedometer.mark(report.sums.done, performance.now())
  }

  #fail({ message, code, status }: Fault): void {
    this.status = code === 'Cancelled' ? 'cancelled' : 'failed'
    this.fault = { message, code, status }
  }
}
