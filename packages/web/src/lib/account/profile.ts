/** What a person or an organization tells of itself: as the hub shows it, and as it is changed. */
export type Profile = { fullname: string; email: string | null; details: string; homepage: string }
export type ProfileChange = { fullName: string; email: string | null; details: string; homepage: string }
