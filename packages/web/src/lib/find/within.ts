/** A title within a sentence; Spaces are a name. */
export const within = (title: string): string => (title === 'Spaces' ? title : title.toLowerCase())
