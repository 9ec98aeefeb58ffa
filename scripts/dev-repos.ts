/** The repos that `npm run dev` starts with. */
export type DevRepo = {
  type: 'model' | 'dataset' | 'space'
  name: string
  by: 'alice' | 'bob'
  isPrivate?: boolean
  files: Record<string, string | Uint8Array>
}

export const repos: DevRepo[] = [
  {
    type: 'model',
    name: 'alice/tiny-bert',
    by: 'alice',
    files: {
      'README.md': card(['license: apache-2.0', 'language: en', 'pipeline_tag: text-classification'], 'Tiny BERT'),
      'config.json': JSON.stringify({ architectures: ['BertForSequenceClassification'], model_type: 'bert' }),
      'model.safetensors': safetensors({ 'bert.embeddings.weight': [64, 16], 'classifier.weight': [2, 16] }),
    },
  },
  {
    type: 'model',
    name: 'acme/tiny-bert-zh',
    by: 'bob',
    files: {
      'README.md': card(
        ['license: mit', 'language: [zh, en]', 'base_model: alice/tiny-bert', 'pipeline_tag: text-classification'],
        '小型中文文本分类模型',
      ),
      'config.json': JSON.stringify({ architectures: ['BertForSequenceClassification'], model_type: 'bert' }),
    },
  },
  { type: 'model', name: 'bob/secret', by: 'bob', isPrivate: true, files: { 'notes.txt': 'not for everybody\n' } },
  {
    type: 'dataset',
    name: 'acme/weather',
    by: 'alice',
    files: {
      'README.md': card(['license: cc-by-4.0', 'language: en', 'task_categories: [tabular-regression]'], 'Weather'),
      'data/train.csv': 'day,celsius\n2026-01-01,3\n2026-01-02,5\n',
    },
  },
  { type: 'space', name: 'alice/hello', by: 'alice', files: { 'index.html': '<!doctype html><h1>Hello</h1>\n' } },
]

function card(lines: string[], title: string): string {
  return `---\n${lines.join('\n')}\n---\n\n# ${title}\n`
}

/** A real file of that format, all zeros: https://github.com/huggingface/safetensors#format */
function safetensors(shapes: Record<string, number[]>): Uint8Array {
  let offset = 0
  const header = Object.entries(shapes).map(([name, shape]) => {
    const bytes = shape.reduce((product, size) => product * size, 4)
    const place = { dtype: 'F32', shape, data_offsets: [offset, offset + bytes] }
    offset += bytes
    return [name, place]
  })
  const text = Buffer.from(JSON.stringify(Object.fromEntries(header)))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  return Buffer.concat([length, text, Buffer.alloc(offset)])
}
