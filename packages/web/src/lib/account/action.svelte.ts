/** One thing a person does on a page: under way, failed in the hub's words, or done. */
export class Action {
  busy = $state(false)
  fault = $state('')
  done = $state(false)

  /** Runs once at a time; says whether it went well. */
  async run(work: () => Promise<unknown>, explain: (error: unknown) => string = wordsOf): Promise<boolean> {
    if (this.busy) return false
    this.busy = true
    this.fault = ''
    this.done = false
    try {
      await work()
      this.done = true
    } catch (error) {
      this.fault = explain(error)
    } finally {
      this.busy = false
    }
    return this.done
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
