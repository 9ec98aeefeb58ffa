import { closeCompletion } from '@codemirror/autocomplete'
import { PostgreSQL, sql } from '@codemirror/lang-sql'
import { basicSetup, EditorView } from 'codemirror'
import { look } from '#lib/editor/look.ts'

export type SqlEditor = {
  setText: (text: string) => void
  /** suggestions that come when nobody types any more are in the way */
  rest: () => void
  destroy: () => void
}

export type SqlEditorOptions = {
  parent: HTMLElement
  text: string
  /** what a screen reader calls it */
  label: string
  /** columns by table, offered while somebody types */
  schema: Record<string, string[]>
  onChange: (text: string) => void
  onRun: () => void
}

const theme = EditorView.theme({
  '.cm-content': { minHeight: '7rem' },
  '.cm-scroller': { maxHeight: '20rem' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
})

/** In a shadow tree, where the policy of our pages allows its styles. Escape, then Tab, leaves it. */
export function createSqlEditor({ parent, text, label, schema, onChange, onRun }: SqlEditorOptions): SqlEditor {
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' })
  const view = new EditorView({
    doc: text,
    root,
    parent: root,
    extensions: [
      // Before the usual keys, of which one makes a new line.
      EditorView.domEventHandlers({
        keydown: (event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false
          event.preventDefault()
          onRun()
          return true
        },
      }),
      basicSetup,
      look,
      theme,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      sql({ dialect: PostgreSQL, schema }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update.state.doc.toString())
      }),
    ],
  })
  return {
    setText: (next) => {
      if (view.state.doc.toString() !== next)
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } })
    },
    rest: () => void closeCompletion(view),
    destroy: () => view.destroy(),
  }
}
