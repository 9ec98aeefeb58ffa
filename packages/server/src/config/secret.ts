import { inspect } from 'node:util'

const hidden = '[hidden]'

/** A value that cannot slip into a log or an answer: whoever needs it asks by name. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return hidden
  }

  toJSON(): string {
    return hidden
  }

  [inspect.custom](): string {
    return hidden
  }
}
