/** The one commit of each made-up repo: file names as hubs have them, bodies of a line. */
import { compareTreeNames, encodeCommit, encodeTree, hashObject, type TreeEntry } from '@kaihub/formats/git'
import type { Random, SeedRepo } from './repos.ts'

export type SeedObject = { oid: string; kind: 'commit' | 'tree' | 'blob'; data: Buffer }
export type SeedCommit = { id: string; tree: string; objects: SeedObject[] }

const modelFiles = `config.json model.safetensors tokenizer.json tokenizer_config.json special_tokens_map.json
  generation_config.json vocab.json merges.txt training_args.bin chat_template.jinja`.split(/\s+/)
const datasetFiles = `data/train-00000-of-00001.parquet data/test-00000-of-00001.parquet dataset_infos.json
  data/validation-00000-of-00001.parquet LICENSE train.jsonl data/labels/names.txt`.split(/\s+/)
const appFiles = 'app.py requirements.txt utils.py packages.txt style.css examples/1.png Dockerfile'.split(' ')

/** Six to twelve for most models, fewer for the rest. */
export function fileNames(random: Random, type: SeedRepo['type']): string[] {
  const [fewest, names] = type === 'model' ? [4, modelFiles] : type === 'dataset' ? [2, datasetFiles] : [2, appFiles]
  const count = fewest + Math.floor(random() * (names.length - fewest + 1))
  return ['.gitattributes', 'README.md', ...names.slice(0, count)].toSorted((a, b) => (a < b ? -1 : 1))
}

const trees = new Map<string, SeedCommit>()

/** Repos with the same files share tree and blobs, so that a million commits take seconds. */
export function makeCommit({ id, namespace, siblings, lastModified }: SeedRepo): SeedCommit {
  const key = siblings.join('\n')
  const { tree, objects } = trees.get(key) ?? makeTree(siblings)
  trees.set(key, { id: '', tree, objects })
  const author = { name: namespace.name, email: `${namespace.name}@users.noreply.example.org`, at: lastModified }
  const message = `initial commit of repo ${id}`
  const data = encodeCommit({ tree, parents: [], author, committer: author, message })
  const commit = hashed('commit', data)
  return { id: commit.oid, tree, objects: [...objects, commit] }
}

function makeTree(paths: readonly string[], folder = ''): SeedCommit {
  const objects: SeedObject[] = []
  const entries: TreeEntry[] = []
  for (const name of new Set(paths.map((path) => path.split('/')[0]!))) {
    const below = paths.filter((path) => path.startsWith(`${name}/`)).map((path) => path.slice(name.length + 1))
    if (below.length > 0) {
      const { tree, objects: more } = makeTree(below, `${folder}${name}/`)
      objects.push(...more)
      entries.push({ mode: '40000', name, oid: tree })
    } else {
      const blob = hashed('blob', Buffer.from(name.endsWith('.json') ? '{}\n' : `${folder}${name}\n`))
      objects.push(blob)
      entries.push({ mode: '100644', name, oid: blob.oid })
    }
  }
  const tree = hashed('tree', encodeTree(entries.toSorted(compareTreeNames)))
  return { id: '', tree: tree.oid, objects: [...objects, tree] }
}

const hashed = (kind: SeedObject['kind'], data: Buffer): SeedObject => ({ kind, data, oid: hashObject(kind, data) })
