/** The clipboard is closed to pages without TLS: then the older way, within the dialog that is open, as all else is inert. */
export async function copyText(value: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(value)
  const area = Object.assign(document.createElement('textarea'), { value })
  ;([...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body).append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
