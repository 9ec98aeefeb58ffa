/**
 * The files of a model that llama.cpp split, in order, by the name of one of them, as `model-00002-of-00005.gguf`; null when it
 * was not split, or into more than `most`. https://github.com/ggml-org/llama.cpp/tree/master/tools/gguf-split
 */
export function ggufParts(path: string, most: number): string[] | null {
  const [, stem, number, of] = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/s.exec(path) ?? []
  const [no, count] = [Number(number), Number(of)]
  if (stem === undefined || count < 2 || count > most || no < 1 || no > count) return null
  return Array.from({ length: count }, (_, at) => `${stem}-${String(at + 1).padStart(5, '0')}-of-${of}.gguf`)
}
