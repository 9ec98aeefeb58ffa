export type Heading = { id: string; level: number; text: string }
