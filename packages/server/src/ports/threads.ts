/** What a job does with its bytes, in a thread of its own choosing. A job is a module that exports `begin`. */
export type Work<Result> = { feed: (bytes: Uint8Array) => void | Promise<void>; end: () => Result | Promise<Result> }
export type Begin<Input, Result> = (input: Input) => Work<Result>

/** The address of a job's module; the types are those of its `begin`. */
export type Job<Input, Result> = URL & { readonly begin?: Begin<Input, Result> }

/** A job under way. A failure of `begin` or `feed` comes out at the next call and at `end`. */
export type Task<Result> = {
  /**
   * Settles once the bytes were worked through; until then they must not change. Views of shared memory are lent,
   * others are copied.
   */
  feed: (bytes: Uint8Array) => Promise<void>
  end: () => Promise<Result>
  /** gives up; safe at any time, also after `end` */
  drop: () => void
}

/** Work that would hold everybody up in the main thread, done in others. */
export type Threads = { begin: <Input, Result>(job: Job<Input, Result>, input: Input) => Task<Result> }
