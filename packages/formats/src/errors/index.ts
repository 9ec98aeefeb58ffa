/** Bytes that are not what they claim to be; the message names the format and the fault. */
export class FormatError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'FormatError'
  }
}

export const isFormatError = (error: unknown): error is FormatError => error instanceof FormatError
