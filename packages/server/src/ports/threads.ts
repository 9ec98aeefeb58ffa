/** What a job does with its messages, in a thread of its own choosing. A job is a module that exports `begin`. */
export type Work<Message, Reply, Result> = {
  feed: (message: Message) => Reply | Promise<Reply>
  end: () => Result | Promise<Result>
}
export type Begin<Input, Message, Reply, Result> = (input: Input) => Work<Message, Reply, Result>

/** The address of a job's module; the types are those of its `begin`. */
export type Job<Input, Message, Reply, Result> = URL & { readonly begin?: Begin<Input, Message, Reply, Result> }

/**
 * A job under way. What is said is copied, but for views of shared memory, which are lent: until the reply they must not
 * change. A failure of `begin` or `feed` comes out at this call, and again at every later one.
 */
export type Task<Message, Reply, Result> = {
  feed: (message: Message) => Promise<Reply>
  end: () => Promise<Result>
  /** gives up; safe at any time, also after `end` */
  drop: () => void
  /** ends its thread, even in the middle of a step that never returns, and everything else that runs there */
  kill: () => void
}

/** Work that would hold everybody up in the main thread, done in others. */
export type Threads = {
  begin: <Input, Message, Reply, Result>(
    job: Job<Input, Message, Reply, Result>,
    input: Input,
  ) => Task<Message, Reply, Result>
}

/** One step, from its input to its result. The reply to `null` says that its thread is up and has loaded what it needs. */
export type SandboxJob<Input, Result> = Job<Input, null, null, Result>

/** What a job threw, or that it took too much time or memory: its own doing, not the machine's. */
export class JobFailed extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'JobFailed'
  }
}

/** For jobs on what strangers wrote: each has a thread to itself, and one that never ends takes nothing else along. */
export type Sandbox = {
  /**
   * `input` is asked for when its turn has come; the time runs from when the thread is up.
   * @throws HubError Unavailable when too many wait; JobFailed
   */
  run: <Input, Result>(
    job: SandboxJob<Input, Result>,
    input: () => Promise<Input>,
    milliseconds: number,
  ) => Promise<Result>
}
