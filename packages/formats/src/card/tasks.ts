/** Task ids for `pipeline_tag`. */
export const tasks: ReadonlySet<string> = new Set(
  `text-classification token-classification table-question-answering question-answering zero-shot-classification
  translation summarization feature-extraction text-generation text2text-generation conversational fill-mask
  sentence-similarity text-ranking text-retrieval multiple-choice table-to-text tabular-to-text text-to-speech
  text-to-audio automatic-speech-recognition audio-to-audio audio-classification audio-text-to-text
  voice-activity-detection depth-estimation image-classification object-detection image-segmentation text-to-image
  image-to-text image-to-image image-to-video unconditional-image-generation video-classification video-to-video
  video-text-to-text text-to-video zero-shot-image-classification zero-shot-object-detection mask-generation
  text-to-3d image-to-3d image-feature-extraction keypoint-detection image-text-to-text image-text-to-image
  image-text-to-video visual-question-answering document-question-answering visual-document-retrieval any-to-any
  reinforcement-learning robotics tabular-classification tabular-regression time-series-forecasting graph-ml
  other`.split(/\s+/),
)
