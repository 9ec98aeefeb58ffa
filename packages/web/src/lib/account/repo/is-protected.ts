import { compileGlob, matchGlob, pathBytes } from '@kaihub/formats/wildmatch'

/** Whether one of a repo's patterns covers this branch: read as the hub reads them when somebody pushes. */
export const isProtected = (branch: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => {
    const glob = compileGlob(`refs/heads/${pattern}`)
    return glob !== null && matchGlob(glob, pathBytes(`refs/heads/${branch}`))
  })
