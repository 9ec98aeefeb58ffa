/** Work done once, however many wait for it; after a failure whoever comes next has it tried again. */
export function createOnce(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null
  return () => {
    done ??= work().catch((error: unknown) => {
      done = null
      throw error
    })
    return done
  }
}
