/** Does the beginning of a file hold a NUL byte or something that is not UTF-8? A character cut at the end is fine. */
export function looksBinary(sample: Uint8Array): boolean {
  if (sample.includes(0)) return true
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true })
    return false
  } catch {
    return true
  }
}
