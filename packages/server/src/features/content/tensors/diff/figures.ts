/** How far two tensors of one shape are apart, with `a` as the measure of what is much. */
export type Figures = {
  elements: number
  /** whose values differ */
  changed: number
  maxAbs: number
  meanAbs: number
  /** ‖b − a‖ / ‖a‖; null when a is all zeros */
  relativeL2: number | null
  cosine: number | null
  /** pairs with an infinity or NaN: only counted */
  notFinite: number
}

/** Sums over pairs of numbers. Each block is summed by itself first, which keeps what small numbers add. */
export function createFigures() {
  let [elements, changed, notFinite] = [0, 0, 0]
  let [maxAbs, sumAbs, sumDelta2, sumA2, sumB2, sumAB] = [0, 0, 0, 0, 0, 0]

  function add(as: Float64Array, bs: Float64Array, count: number): void {
    let [abs, delta2, a2, b2, ab] = [0, 0, 0, 0, 0]
    for (let i = 0; i < count; i += 1) {
      const a = as[i]!
      const b = bs[i]!
      const delta = b - a
      // Only a NaN or an infinity is no finite number when taken from itself.
      if (a - a !== 0 || b - b !== 0) {
        notFinite += 1
        if (!Object.is(a, b)) changed += 1
        continue
      }
      if (delta !== 0) {
        changed += 1
        const size = Math.abs(delta)
        if (size > maxAbs) maxAbs = size
        abs += size
        delta2 += delta * delta
      }
      a2 += a * a
      b2 += b * b
      ab += a * b
    }
    elements += count
    sumAbs += abs
    sumDelta2 += delta2
    sumA2 += a2
    sumB2 += b2
    sumAB += ab
  }

  function end(): Figures {
    const finite = elements - notFinite
    const norms = Math.sqrt(sumA2) * Math.sqrt(sumB2)
    return {
      elements,
      changed,
      maxAbs,
      meanAbs: finite === 0 ? 0 : sumAbs / finite,
      relativeL2: sumA2 === 0 ? null : Math.sqrt(sumDelta2) / Math.sqrt(sumA2),
      cosine: norms === 0 ? null : Math.min(1, Math.max(-1, sumAB / norms)),
      notFinite,
    }
  }

  return { add, end }
}
