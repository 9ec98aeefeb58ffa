import { sha256 } from '../../../kit/digest.ts'

/** A picture for those without one: five by five squares, mirrored, in the colour of the name. */
export function drawAvatar(name: string): string {
  const bytes = Buffer.from(sha256(name.toLowerCase()), 'hex')
  const squares: string[] = []
  for (let column = 0; column < 3; column++)
    for (let row = 0; row < 5; row++)
      if (bytes[column * 5 + row]! % 2 === 0)
        for (const x of new Set([column, 4 - column])) squares.push(`M${x + 1} ${row + 1}h1v1h-1z`)
  const hue = Math.round((bytes[15]! / 256) * 360)
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 7 7" width="140" height="140" shape-rendering="crispEdges">' +
    `<rect width="7" height="7" fill="hsl(${hue} 30% 94%)"/><path d="${squares.join('')}" fill="hsl(${hue} 55% 45%)"/></svg>`
  )
}
