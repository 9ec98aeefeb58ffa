import { currentLocale } from '#lib/i18n/locale.ts'

/** Libraries that people name most; any other may be typed. */
export const libraries = [
  'transformers',
  'diffusers',
  'sentence-transformers',
  'peft',
  'timm',
  'setfit',
  'open_clip',
  'nemo',
  'gguf',
  'mlx',
  'keras',
  'onnx',
  'safetensors',
  'spacy',
  'flair',
  'espnet',
  'speechbrain',
  'pyannote-audio',
  'ultralytics',
  'stable-baselines3',
  'scikit-learn',
  'paddlepaddle',
  'mindspore',
  'vllm',
  'llama.cpp',
]

const codes =
  `en zh ja ko fr de es pt it ru ar hi bn ur fa tr vi th id ms tl nl pl uk cs sk hu ro bg el he sv da no fi et lv lt sr hr
sl ca eu gl ta te ml kn mr gu pa ne si my km lo mn kk uz az ka hy sw am ha yo zu af bo ug yue multilingual code`.split(
    /\s+/,
  )

/** Language codes with their names in the language of the page. */
export function languageOffers(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(currentLocale(), { type: 'language', fallback: 'none' })
  return codes.map((value) => ({ value, label: nameOf(names, value) ?? value }))
}

function nameOf(names: Intl.DisplayNames, code: string): string | undefined {
  try {
    return names.of(code)
  } catch {
    // not every word that cards use is a language to browsers
    return undefined
  }
}
