import { goto } from '$app/navigation'
import { browserHub } from '#lib/hub.ts'
import * as m from '#lib/messages/search.ts'
import SuggestionList from './SuggestionList.svelte'
import { suggestionsOf, type Suggestion } from './suggestions.ts'

const pauseMilliseconds = 80

/** https://www.w3.org/WAI/ARIA/apg/patterns/combobox/: the focus stays in the field, arrows choose in the list. */
export class Suggesting {
  readonly List = SuggestionList
  readonly #field: HTMLInputElement
  readonly #id: string
  #timer: ReturnType<typeof setTimeout> | undefined
  #asked = $state('')
  typed = $state('')
  suggestions: Suggestion[] = $state.raw([])
  isOpen = $state(false)
  at = $state(-1)

  constructor(field: HTMLInputElement, id: string) {
    this.#field = field
    this.#id = id
  }

  /** what a screen reader hears */
  get status(): string {
    return this.isOpen && this.#asked === this.typed ? m.resultCount({ count: this.suggestions.length }) : ''
  }

  get active(): string | undefined {
    return this.isOpen && this.at >= 0 ? `${this.#id}-${this.at}` : undefined
  }

  hrefAt(index: number): string {
    return this.suggestions[index]?.href ?? `/search?q=${encodeURIComponent(this.typed)}`
  }

  follow(): void {
    clearTimeout(this.#timer)
    this.typed = this.#field.value.trim()
    this.at = -1
    this.isOpen = this.typed !== ''
    if (this.isOpen && this.typed !== this.#asked) this.#timer = setTimeout(() => void this.#ask(), pauseMilliseconds)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.isOpen = false
    this.at = -1
  }

  choose(event: KeyboardEvent): void {
    if (event.isComposing) return
    if (event.key === 'Escape') {
      if (this.isOpen) event.preventDefault()
      this.isOpen = false
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (this.typed === '') return
      event.preventDefault()
      this.#step(event.key === 'ArrowDown' ? 1 : -1)
    } else if (event.key === 'Enter' && this.isOpen && this.at >= 0) {
      event.preventDefault()
      void goto(this.hrefAt(this.at))
    }
  }

  #step(by: 1 | -1): void {
    // the last one searches everything; before the first is the field itself
    const places = this.suggestions.length + 2
    this.at = this.isOpen ? ((this.at + 1 + by + places) % places) - 1 : 0
    this.isOpen = true
    document.getElementById(`${this.#id}-${this.at}`)?.scrollIntoView({ block: 'nearest' })
  }

  async #ask(): Promise<void> {
    const wanted = this.typed
    const { data } = await browserHub().GET('/api/quicksearch', { params: { query: { q: wanted, limit: 4 } } })
    // an answer to what was typed before is no use any more
    if (!data || wanted !== this.typed) return
    this.suggestions = suggestionsOf(data)
    this.#asked = wanted
  }
}
