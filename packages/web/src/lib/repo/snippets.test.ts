import assert from 'node:assert/strict'
import { test } from 'node:test'
import { environment, snippetsOf, type Subject } from './snippets.ts'

const subject: Subject = {
  repo: { types: 'models', namespace: 'lab', name: 'tiny' },
  origin: 'https://hub.example.org',
  ssh: { host: 'hub.example.org', port: 5241 },
  library: 'transformers',
  task: 'text-generation',
  autoModel: 'AutoModelForCausalLM',
  tags: ['transformers', 'gguf'],
  files: ['README.md', 'a.gguf'],
}
const names = (given: Subject) => snippetsOf(given).map(({ name }) => name)
const codeOf = (given: Subject, name: string) => snippetsOf(given).find((snippet) => snippet.name === name)!.code

test('a model is shown in the libraries it is for, as files and with git', () => {
  assert.deepEqual(names(subject), [
    'transformers',
    'llama.cpp',
    'llama-cpp-python',
    'hf',
    'huggingface_hub',
    '@huggingface/hub',
    'curl',
    'git + HTTP',
    'git + SSH',
    'git-lfs',
  ])
  assert.match(codeOf(subject, 'transformers'), /pipeline\("text-generation", model="lab\/tiny"\)/)
  assert.match(codeOf(subject, 'git + SSH'), /clone ssh:\/\/git@hub\.example\.org:5241\/lab\/tiny\.git$/)
  assert.equal(codeOf(subject, 'curl'), "curl -L -O 'https://hub.example.org/lab/tiny/resolve/main/a.gguf'")
})

test('datasets, Spaces and code have the ways that work for them', () => {
  const dataset: Subject = { ...subject, repo: { ...subject.repo, types: 'datasets' } }
  assert.equal(names(dataset)[0], 'datasets')
  assert.match(codeOf(dataset, 'hf'), /--repo-type dataset$/)
  assert.match(codeOf(dataset, 'git + HTTP'), /\/datasets\/lab\/tiny$/)
  const code: Subject = { ...subject, repo: { ...subject.repo, types: 'code' }, ssh: null }
  assert.deepEqual(names(code), ['curl', 'git + HTTP', 'git-lfs'])
})

test('the library of the card comes first', () => {
  assert.equal(names({ ...subject, library: 'sentence-transformers' })[0], 'sentence-transformers')
})

test('what others wrote cannot leave its quotes', () => {
  const hostile: Subject = {
    ...subject,
    task: '");import os;("',
    autoModel: 'x; import os',
    files: [`'; rm -rf "$HOME".gguf`],
  }
  assert.match(codeOf(hostile, 'transformers'), /pipeline\("\\"\);import os;\(\\"", /)
  assert.match(codeOf(hostile, 'transformers'), /import AutoTokenizer, AutoModel$/m)
  assert.equal(codeOf(hostile, 'curl').split("'").length, 3)
  assert.match(codeOf(hostile, 'llama-cpp-python'), /filename="'; rm -rf \\"\$HOME\\".gguf"/)
})

test('the address comes first, and a token for what is private', () => {
  assert.equal(environment('http://x', false), 'export HF_ENDPOINT=http://x')
  assert.match(environment('http://x', true), /HF_TOKEN=/)
})
