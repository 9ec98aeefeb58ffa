import { encodePath, repoHref, type RepoRef, repoId } from './address.ts'

export type SnippetGroup = 'library' | 'files' | 'git'
export type Snippet = { group: SnippetGroup; name: string; code: string }

export type Subject = {
  repo: RepoRef
  /** of this hub, as the reader reached it */
  origin: string
  /** where git goes over SSH, or null */
  ssh: { host: string; port: number } | null
  library: string | null
  /** what a card says: any text */
  task: string | null
  /** class that transformers loads it with */
  autoModel: string | null
  tags: readonly string[]
  /** names of files, the first few */
  files: readonly string[]
}

/** How to use a repo, in the words of each tool that speaks with this hub; the most fitting first. */
export function snippetsOf(subject: Subject): Snippet[] {
  return [...librarySnippets(subject), ...fileSnippets(subject), ...gitSnippets(subject)]
}

/** What a shell has to know before all the others work. */
export const environment = (origin: string, isPrivate: boolean): string =>
  `export HF_ENDPOINT=${origin}${isPrivate ? '\nexport HF_TOKEN=hf_…' : ''}`

const ofGroup =
  (group: SnippetGroup) =>
  (name: string, code: string): Snippet => ({ group, name, code })

function librarySnippets(subject: Subject): Snippet[] {
  const { repo, library, tags, files } = subject
  const of = ofGroup('library')
  if (repo.types === 'datasets') return [of('datasets', datasetsCode(repo))]
  if (repo.types !== 'models') return []
  const has = (name: string): boolean => library === name || tags.includes(name)
  const snippets: Snippet[] = []
  if (has('transformers')) snippets.push(of('transformers', transformersCode(subject)))
  if (has('sentence-transformers')) snippets.push(of('sentence-transformers', sentenceCode(repo)))
  if (has('diffusers')) snippets.push(of('diffusers', diffusersCode(repo)))
  if (has('gguf') || files.some((file) => file.endsWith('.gguf'))) snippets.push(...ggufSnippets(subject))
  if (has('transformers.js')) snippets.push(of('transformers.js', transformersJsCode(subject)))
  return snippets.toSorted((a, b) => Number(b.name === library) - Number(a.name === library))
}

const datasetsCode = (repo: RepoRef): string => `from datasets import load_dataset

dataset = load_dataset("${repoId(repo)}")
print(dataset)`

function transformersCode({ repo, task, autoModel }: Subject): string {
  const id = repoId(repo)
  const pipeline = task
    ? `from transformers import pipeline\n\npipe = pipeline(${quoted(task)}, model="${id}")\n\n`
    : ''
  const model = autoModel && /^\w{1,60}$/.test(autoModel) ? autoModel : 'AutoModel'
  return `${pipeline}# or the parts by themselves
from transformers import AutoTokenizer, ${model}

tokenizer = AutoTokenizer.from_pretrained("${id}")
model = ${model}.from_pretrained("${id}")`
}

const sentenceCode = (repo: RepoRef): string => `from sentence_transformers import SentenceTransformer

model = SentenceTransformer("${repoId(repo)}")
embeddings = model.encode(["one sentence", "another sentence"])
print(model.similarity(embeddings, embeddings))`

const diffusersCode = (repo: RepoRef): string => `from diffusers import DiffusionPipeline

pipe = DiffusionPipeline.from_pretrained("${repoId(repo)}")
image = pipe("a lighthouse in the fog").images[0]`

function ggufSnippets({ repo, files }: Subject): Snippet[] {
  const file = files.find((name) => name.endsWith('.gguf') && !/mmproj/i.test(name)) ?? '*.gguf'
  const python = `from llama_cpp import Llama

llm = Llama.from_pretrained(repo_id="${repoId(repo)}", filename=${quoted(file)})
print(llm.create_chat_completion(messages=[{"role": "user", "content": "Hello!"}]))`
  return [
    { group: 'library', name: 'llama.cpp', code: `llama-server -hf ${repoId(repo)}` },
    { group: 'library', name: 'llama-cpp-python', code: python },
  ]
}

const transformersJsCode = ({
  repo,
  origin,
  task,
}: Subject): string => `import { env, pipeline } from '@huggingface/transformers'

env.remoteHost = '${origin}/'
const pipe = await pipeline(${quoted(task ?? 'feature-extraction')}, '${repoId(repo)}')`

const hubTypes = { models: 'model', datasets: 'dataset', spaces: 'space', code: null } as const

function fileSnippets(subject: Subject): Snippet[] {
  const { repo } = subject
  const type = hubTypes[repo.types]
  const of = ofGroup('files')
  if (!type) return [of('curl', curlCode(subject))]
  const id = repoId(repo)
  const option = type === 'model' ? '' : ` --repo-type ${type}`
  const python = `from huggingface_hub import snapshot_download

folder = snapshot_download("${id}"${type === 'model' ? '' : `, repo_type="${type}"`})`
  return [
    of('hf', `hf download ${id}${option}`),
    of('huggingface_hub', python),
    of('@huggingface/hub', hubJsCode(subject, type)),
    of('curl', curlCode(subject)),
  ]
}

function hubJsCode({ repo, origin, files }: Subject, type: string): string {
  return `import { downloadFile } from '@huggingface/hub'

const file = await downloadFile({
  hubUrl: '${origin}',
  repo: { type: '${type}', name: '${repoId(repo)}' },
  path: ${quoted(shownFile(files))},
})`
}

function curlCode({ repo, origin, files }: Subject): string {
  // in single quotes nothing means anything to a shell but the quote itself
  const path = encodePath(shownFile(files)).replaceAll("'", '%27')
  return `curl -L -O '${origin}${repoHref(repo)}/resolve/main/${path}'`
}

/** The file that shows how: rather one of substance than the card. */
function shownFile(files: readonly string[]): string {
  const wanted = files.find((name) => /[.](safetensors|gguf|parquet|jsonl|csv|py)$/.test(name))
  return wanted ?? files.find((name) => !name.startsWith('.')) ?? 'README.md'
}

function gitSnippets({ repo, origin, ssh }: Subject): Snippet[] {
  const of = ofGroup('git')
  const snippets = [of('git + HTTP', `git lfs install\ngit clone ${origin}${repoHref(repo)}`)]
  if (ssh)
    snippets.push(of('git + SSH', `git lfs install\ngit clone ssh://git@${ssh.host}:${ssh.port}${repoHref(repo)}.git`))
  const small = `GIT_LFS_SKIP_SMUDGE=1 git clone ${origin}${repoHref(repo)}\ncd ${repo.name} && git lfs pull --include '*.json'`
  snippets.push(of('git-lfs', small))
  return snippets
}

/** A string as Python and JavaScript both read it. */
const quoted = (text: string): string => JSON.stringify(text)
