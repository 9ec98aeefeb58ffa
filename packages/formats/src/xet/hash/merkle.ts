// The Merkle tree over (hash, length) pairs: https://huggingface.co/docs/xet/hashing. Nodes are cut by content, too, so an
// edit changes only the nodes above it.
import { blake3 } from './blake3.ts'
import { hashBytes } from './text.ts'

const nodeHash = blake3.withKey(Buffer.from('017ec5c7a5472996fd946666b48a02e65ddd536f37c76dd2f86352e64a53713f', 'hex'))

const minChildren = 3
const maxChildren = 9
// 64 digits, ' : ', 16 digits at most, '\n'
const maxLineBytes = 84

export type MerkleTree = {
  /** Takes the next leaf: a hash of 32 bytes and an uncompressed length in bytes. */
  add: (hash: Uint8Array, length: number) => void
  /** The root of all leaves, or 32 zero bytes when there were none; the tree takes no leaf afterwards. */
  root: () => Buffer
}

/** Takes leaves one at a time and keeps at most one open node per level: under 1 KiB each, ten levels for a terabyte. */
export function createMerkleTree(): MerkleTree {
  const levels: Level[] = []

  function addAt(depth: number, hash: Uint8Array, length: number): void {
    const level = (levels[depth] ??= createLevel())
    if (appendChild(level, hash, length)) addAt(depth + 1, ...closeNode(level))
  }

  return {
    add: (hash, length) => addAt(0, hash, length),
    root() {
      for (let depth = 0; depth < levels.length; depth += 1) {
        const level = levels[depth] as Level
        // a level that only ever had one element is the top
        if (level.closed === 0 && level.children === 1) return Buffer.from(level.lastHash)
        if (level.children > 0) addAt(depth + 1, ...closeNode(level))
      }
      return Buffer.alloc(hashBytes)
    },
  }
}

type Level = { closed: number; children: number; totalLength: number; text: Buffer; textEnd: number; lastHash: Buffer }

const createLevel = (): Level => ({
  closed: 0,
  children: 0,
  totalLength: 0,
  text: Buffer.alloc(maxChildren * maxLineBytes),
  textEnd: 0,
  lastHash: Buffer.alloc(hashBytes),
})

/** Says whether the child was the last of its node: what decides lies in the child itself, never in what follows. */
function appendChild(level: Level, hash: Uint8Array, length: number): boolean {
  level.lastHash.set(hash)
  level.textEnd = writeLine(level.text, level.textEnd, hash, length)
  level.totalLength += length
  level.children += 1
  const isCut = level.children >= minChildren && ((hash[24] as number) & 3) === 0
  return isCut || level.children === maxChildren
}

function closeNode(level: Level): [hash: Buffer, length: number] {
  const node: [Buffer, number] = [nodeHash(level.text.subarray(0, level.textEnd)), level.totalLength]
  level.closed += 1
  level.children = 0
  level.totalLength = 0
  level.textEnd = 0
  return node
}

const hexDigits = Buffer.from('0123456789abcdef')

/** `<text form> : <decimal>\n`; digit by digit, since a file of 50 GB has a million of these. */
function writeLine(text: Buffer, start: number, hash: Uint8Array, length: number): number {
  let at = start
  for (let group = 0; group < hashBytes; group += 8)
    for (let place = group + 7; place >= group; place -= 1) {
      const byte = hash[place] as number
      text[at] = hexDigits[byte >>> 4] as number
      text[at + 1] = hexDigits[byte & 15] as number
      at += 2
    }
  return at + text.write(` : ${length}\n`, at, 'latin1')
}
