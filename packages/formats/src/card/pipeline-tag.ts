import type { CardData } from './parse.ts'
import { tasks } from './tasks.ts'
import { wordOf, wordsOf } from './values.ts'

// The ends of transformers' class names, the longer before the shorter
const classEnds: readonly (readonly [end: string, task: string])[] = [
  ['ForZeroShotImageClassification', 'zero-shot-image-classification'],
  ['ForZeroShotObjectDetection', 'zero-shot-object-detection'],
  ['ForDocumentQuestionAnswering', 'document-question-answering'],
  ['ForVisualQuestionAnswering', 'visual-question-answering'],
  ['ForTableQuestionAnswering', 'table-question-answering'],
  ['ForQuestionAnswering', 'question-answering'],
  ['ForVideoClassification', 'video-classification'],
  ['ForImageClassification', 'image-classification'],
  ['ForAudioClassification', 'audio-classification'],
  ['ForSequenceClassification', 'text-classification'],
  ['ForTokenClassification', 'token-classification'],
  ['ForSemanticSegmentation', 'image-segmentation'],
  ['ForInstanceSegmentation', 'image-segmentation'],
  ['ForUniversalSegmentation', 'image-segmentation'],
  ['ForImageSegmentation', 'image-segmentation'],
  ['ForObjectDetection', 'object-detection'],
  ['ForDepthEstimation', 'depth-estimation'],
  ['ForKeypointDetection', 'keypoint-detection'],
  ['ForMaskGeneration', 'mask-generation'],
  ['ForSpeechSeq2Seq', 'automatic-speech-recognition'],
  ['ForCTC', 'automatic-speech-recognition'],
  ['ForTextToSpeech', 'text-to-speech'],
  ['ForTextToWaveform', 'text-to-audio'],
  ['ForVision2Seq', 'image-text-to-text'],
  ['ForMultipleChoice', 'multiple-choice'],
  ['ForMaskedLM', 'fill-mask'],
  ['ForCausalLM', 'text-generation'],
  ['LMHeadModel', 'text-generation'],
]

const speechModels = new Set(['whisper', 'speech_to_text', 'moonshine', 'speech-encoder-decoder'])
const translationModels = new Set(['marian', 'm2m_100', 'fsmt', 'nllb-moe'])
const contrastiveModels = new Set(['clip', 'siglip', 'siglip2', 'align', 'chinese_clip', 'altclip'])
const libraryTasks: Record<string, string> = {
  'sentence-transformers': 'sentence-similarity',
  setfit: 'text-classification',
  diffusers: 'text-to-image',
  open_clip: 'zero-shot-image-classification',
  timm: 'image-classification',
}

export type PipelineClues = { data: CardData; library: string | undefined; config: Record<string, unknown> | null }

/** The repo's task: the card's word, a task among the card's tags, else a guess from config.json or the library. */
export function pipelineTagOf({ data, library, config }: PipelineClues): string | undefined {
  const named = wordOf(data['pipeline_tag'])
  if (named !== undefined) return named
  const tagged = wordsOf(data['tags']).find((tag) => tag !== 'other' && tasks.has(tag))
  if (tagged !== undefined) return tagged
  if (library !== undefined && Object.hasOwn(libraryTasks, library)) return libraryTasks[library]
  return library === 'transformers' && config !== null ? taskOfConfig(config) : undefined
}

function taskOfConfig(config: Record<string, unknown>): string | undefined {
  const [first] = Array.isArray(config['architectures']) ? (config['architectures'] as unknown[]) : []
  if (typeof first !== 'string') return undefined
  const modelType = typeof config['model_type'] === 'string' ? config['model_type'] : ''
  if (first.endsWith('ForConditionalGeneration')) return generationTask(config, modelType)
  const known = classEnds.find(([end]) => first.endsWith(end))
  if (known !== undefined) return known[1]
  if (!first.endsWith('Model')) return undefined
  return contrastiveModels.has(modelType) ? 'zero-shot-image-classification' : 'feature-extraction'
}

function generationTask(config: Record<string, unknown>, modelType: string): string {
  if (speechModels.has(modelType)) return 'automatic-speech-recognition'
  if (translationModels.has(modelType)) return 'translation'
  if ('vision_config' in config) return 'image-text-to-text'
  return 'audio_config' in config ? 'audio-text-to-text' : 'text2text-generation'
}
