import { closeCompletion } from '@codemirror/autocomplete'
import { PostgreSQL, sql } from '@codemirror/lang-sql'
import { basicSetup, EditorView } from 'codemirror'

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
  '&': { backgroundColor: 'var(--canvas)', color: 'var(--ink)', fontSize: '13px' },
  '.cm-content': {
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    caretColor: 'var(--ink)',
    minHeight: '7rem',
  },
  '.cm-scroller': { maxHeight: '20rem' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--muted)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--ink)', border: '1px solid var(--line)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent-fill)', color: '#fff' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent)',
  },
})

// The usual colours of syntax are for white paper alone.
const onDark = EditorView.theme({ '.cm-line span': { color: 'inherit !important' } })

function isDark(): boolean {
  const probe = document.createElement('i')
  probe.style.color = 'light-dark(rgb(255 255 255), rgb(0 0 0))'
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color === 'rgb(0, 0, 0)'
}

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
      theme,
      ...(isDark() ? [onDark] : []),
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
