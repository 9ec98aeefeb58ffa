/** Where this hub's Xet is, given the origin a client reached us at. */
export type CasUrl = (origin: string) => string

/** Clients keep what they know of a store under this address, so another epoch makes them forget (spec storage-protocols 1.8). */
export const casUrlOf =
  (epoch: number): CasUrl =>
  (origin) =>
    `${origin}/cas/${epoch}`

/** Whatever number a client still has, it is this hub. */
export const inCas = '/cas/{epoch}'

/** No number, so no epoch. */
export const fetchPath = '/cas/fetch'
