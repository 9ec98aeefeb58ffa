import type { PageLoad } from './$types'

/** What few kinds of files need is loaded for them alone, and here, so that the first paint has it too. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  PdfView: data.kind === 'pdf' ? (await import('#lib/read/PdfView.svelte')).default : null,
  TableView: data.kind === 'table' ? (await import('#lib/data/TableView.svelte')).default : null,
  TensorInspector: data.kind === 'tensors' ? (await import('#lib/tensors/TensorInspector.svelte')).default : null,
})
