/** Tags that are for machines, or say again what another one says. */
const machine = [
  /^(?:region|deploy|arxiv_id):/,
  /^base_model:(?:adapter|finetune|merge|quantized):/,
  /^(?:endpoints|autotrain)_compatible$/,
  /^text-(?:generation|embeddings)-inference$/,
]

export const isShownTag = (tag: string): boolean => !machine.some((pattern) => pattern.test(tag))
