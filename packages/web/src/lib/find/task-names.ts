import { currentLocale } from '../i18n/locale.ts'

const chinese: Record<string, string> = {
  'text-classification': '文本分类',
  'token-classification': '词元分类',
  'table-question-answering': '表格问答',
  'question-answering': '问答',
  'zero-shot-classification': '零样本分类',
  translation: '翻译',
  summarization: '摘要',
  'feature-extraction': '特征提取',
  'text-generation': '文本生成',
  'text2text-generation': '文本到文本生成',
  conversational: '对话',
  'fill-mask': '完形填空',
  'sentence-similarity': '句子相似度',
  'text-ranking': '文本排序',
  'text-retrieval': '文本检索',
  'multiple-choice': '多项选择',
  'table-to-text': '表格生成文本',
  'tabular-to-text': '表格数据生成文本',
  'text-to-speech': '语音合成',
  'text-to-audio': '文本生成音频',
  'automatic-speech-recognition': '语音识别',
  'audio-to-audio': '音频转换',
  'audio-classification': '音频分类',
  'audio-text-to-text': '音频文本生成文本',
  'voice-activity-detection': '语音活动检测',
  'depth-estimation': '深度估计',
  'image-classification': '图像分类',
  'object-detection': '目标检测',
  'image-segmentation': '图像分割',
  'text-to-image': '文生图',
  'image-to-text': '图生文',
  'image-to-image': '图生图',
  'image-to-video': '图生视频',
  'unconditional-image-generation': '无条件图像生成',
  'video-classification': '视频分类',
  'video-to-video': '视频转换',
  'video-text-to-text': '视频文本生成文本',
  'text-to-video': '文生视频',
  'zero-shot-image-classification': '零样本图像分类',
  'zero-shot-object-detection': '零样本目标检测',
  'mask-generation': '掩码生成',
  'text-to-3d': '文生 3D',
  'image-to-3d': '图生 3D',
  'image-feature-extraction': '图像特征提取',
  'keypoint-detection': '关键点检测',
  'image-text-to-text': '图文生成文本',
  'image-text-to-image': '图文生成图像',
  'image-text-to-video': '图文生成视频',
  'visual-question-answering': '视觉问答',
  'document-question-answering': '文档问答',
  'visual-document-retrieval': '视觉文档检索',
  'any-to-any': '任意到任意',
  'reinforcement-learning': '强化学习',
  robotics: '机器人',
  'tabular-classification': '表格分类',
  'tabular-regression': '表格回归',
  'time-series-forecasting': '时间序列预测',
  'graph-ml': '图机器学习',
}

/** Words that a plain capital at the front would not do justice. */
const english: Record<string, string> = {
  'graph-ml': 'Graph ML',
  'text-to-3d': 'Text to 3D',
  'image-to-3d': 'Image to 3D',
  'text2text-generation': 'Text-to-text generation',
  'zero-shot-classification': 'Zero-shot classification',
  'zero-shot-image-classification': 'Zero-shot image classification',
  'zero-shot-object-detection': 'Zero-shot object detection',
  'any-to-any': 'Any to any',
}

export const isTask = (tag: string): boolean => Object.hasOwn(chinese, tag)

/** `text-generation` → `Text generation`, `文本生成`; a task nobody has named here stays as it is. */
export function taskName(task: string): string {
  if (!isTask(task)) return task
  if (currentLocale() === 'zh') return chinese[task] ?? task
  const words = english[task] ?? task.replaceAll('-', ' ')
  return words[0]!.toUpperCase() + words.slice(1)
}
