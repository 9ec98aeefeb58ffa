import { markdownLanguage } from '@codemirror/lang-markdown'
import { basicSetup, EditorView } from 'codemirror'

export type Editor = { setText: (text: string) => void; focus: () => void; destroy: () => void }

export type EditorOptions = {
  parent: HTMLElement
  text: string
  /** what a screen reader calls it */
  label: string
  isMarkdown: boolean
  onChange: (text: string) => void
}

const theme = EditorView.theme({
  '&': { backgroundColor: 'var(--canvas)', color: 'var(--ink)', fontSize: '13px', height: '100%' },
  '.cm-content': { fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace', caretColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--muted)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--accent-soft)' },
  // The usual colours of syntax are for white paper alone; weight and slant are enough to read Markdown by.
  '.cm-line span': { color: 'inherit !important' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-panels': { backgroundColor: 'var(--panel)', color: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent)',
  },
})

/**
 * An editor in a shadow tree: its styles are adopted sheets there, which the policy of our pages allows, where a style
 * element in the page would be refused. Escape, then Tab, leaves it.
 */
export function createEditor({ parent, text, label, isMarkdown, onChange }: EditorOptions): Editor {
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' })
  const view = new EditorView({
    doc: text,
    root,
    parent: root,
    extensions: [
      basicSetup,
      theme,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update.state.doc.toString())
      }),
      ...(isMarkdown ? [markdownLanguage.extension] : []),
    ],
  })
  return {
    setText(next) {
      const now = view.state.doc.toString()
      if (now === next) return
      const changes = changeBetween(now, next)
      view.dispatch({ changes })
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}

/** Only what differs, so that the cursor stays where it is. */
export function changeBetween(now: string, next: string): { from: number; to: number; insert: string } {
  const least = Math.min(now.length, next.length)
  let from = 0
  while (from < least && now[from] === next[from]) from += 1
  let end = 0
  while (end < least - from && now[now.length - 1 - end] === next[next.length - 1 - end]) end += 1
  return { from, to: now.length - end, insert: next.slice(from, next.length - end) }
}
