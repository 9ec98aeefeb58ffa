/** What a person or an organization tells of itself. */
export type UpdateProfile = {
  fullName?: string | undefined
  email?: string | null | undefined
  details?: string | undefined
  homepage?: string | undefined
}

/** Only what is to change; without a full name one is called by the name. */
export const profileOf = ({ fullName, email, details, homepage }: UpdateProfile, name: string) => ({
  ...(fullName === undefined ? {} : { fullName: fullName.trim() || name }),
  ...(email === undefined ? {} : { email }),
  ...(details === undefined ? {} : { details: details.trim() }),
  ...(homepage === undefined ? {} : { homepage: homepage.trim() }),
})
