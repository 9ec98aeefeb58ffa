import { contentRange, findChunk } from '@kaihub/formats/xet'
import { LRUCache } from 'lru-cache'
import type { Database } from '../../../ports/database.ts'
import * as queries from './queries.ts'
import { readRecipe, type Recipe } from './recipe.ts'
import type { Extent, XetHash } from './xet.ts'
import type { Xorbs } from './xorbs.ts'

/** The hashes of the chunks that hold a range of a file, one after another, and how far into the first it begins. */
export type ChunkList = { hashes: Buffer; offsetIntoFirst: number }
export type ChunkLists = (file: XetHash, range: Extent) => Promise<ChunkList | null>

const cachedRecipes = 64 * 1024 * 1024

/** Tells of which chunks a range of a file is made, without reading any: ranges with the same list are the same bytes. */
export function createChunkLists(db: Database, xorbs: Xorbs): ChunkLists {
  const recipes = new LRUCache<XetHash, { recipe: Recipe; bytes: number }>({
    maxSize: cachedRecipes,
    sizeCalculation: ({ bytes }) => bytes + 1,
  })

  async function recipeOf(file: XetHash): Promise<Recipe | null> {
    const known = recipes.get(file)
    if (known) return known.recipe
    const found = await queries.findFile(db, file)
    if (!found) return null
    const recipe = readRecipe(found.recipe)
    recipes.set(file, { recipe, bytes: found.recipe.length })
    return recipe
  }

  return async function chunkList(file, { start, end }) {
    const recipe = await recipeOf(file)
    if (!recipe || end <= start || end > recipe.sizeBytes) return null
    const hashes: Uint8Array[] = []
    let offsetIntoFirst = 0
    let { index, startsAt } = recipe.find(start)
    for (; index < recipe.count && startsAt < end; index += 1) {
      const term = recipe.term(index)
      const { chunks } = await xorbs.get(term.xorb)
      const origin = contentRange(chunks, term.start, term.end).start
      const from = origin + Math.max(0, start - startsAt)
      const first = findChunk(chunks, from)
      const last = findChunk(chunks, origin + Math.min(term.contentBytes, end - startsAt) - 1)
      if (hashes.length === 0) offsetIntoFirst = from - contentRange(chunks, first, first + 1).start
      hashes.push(chunks.hashes.subarray(first * 32, (last + 1) * 32))
      startsAt += term.contentBytes
    }
    return { hashes: Buffer.concat(hashes), offsetIntoFirst }
  }
}

export const sameChunks = (a: ChunkList, b: ChunkList): boolean =>
  a.offsetIntoFirst === b.offsetIntoFirst && a.hashes.equals(b.hashes)
