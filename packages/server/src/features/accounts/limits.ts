/** Limits of this feature alone; those that others must know are in config/limits.ts. */
export const accountsLimits = {
  /** many addresses may guess at one person before all of them must wait */
  loginFailuresPerAccount: 100,
  /** one person may lead so many and make no more */
  organizationsPerUser: 100,
  signUpsPerAddress: 20,
  signUpWindowSeconds: 3600,
  /** for as long a code of a device is good */
  deviceCodeSeconds: 900,
  devicePollSeconds: 5,
  /** within the life of a code */
  deviceLoginsPerAddress: 30,
  deviceLoginsPending: 1000,
  deviceTokenDays: 30,
  /** a device that sleeps longer must log in again */
  refreshTokenDays: 90,
} as const
