/** Limits of this feature alone; those that others must know are in config/limits.ts. */
export const accountsLimits = {
  /** many addresses may guess at one person before all of them must wait */
  loginFailuresPerAccount: 100,
  signUpsPerAddress: 20,
  signUpWindowSeconds: 3600,
} as const
