import { markdownLanguage } from '@codemirror/lang-markdown'
import { EditorState } from '@codemirror/state'
import { basicSetup, EditorView } from 'codemirror'
import { look } from '#lib/editor/look.ts'

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
  '&': { height: '100%' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--accent-soft)' },
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
      look,
      theme,
      EditorView.lineWrapping,
      // by itself it would make one of all ends of lines, also of those that nobody touches
      EditorState.lineSeparator.of('\n'),
      EditorView.clipboardInputFilter.of((pasted) => pasted.replaceAll(/\r\n?/g, '\n')),
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
