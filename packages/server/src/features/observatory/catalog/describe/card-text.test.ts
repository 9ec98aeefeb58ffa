import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cardText } from './card-text.ts'

test('the first heading is the title, the first words are the opening', () => {
  const body =
    '\n# My **model**\n\n![badge](https://x/y.svg) It [works](https://x) well.\n\n## Use\n\n```python\nimport x\n```\nMore.'
  assert.deepEqual(cardText(body), { title: 'My **model**', opening: 'It works well. More.' })
})

test('tables, HTML and comments are passed over', () => {
  assert.equal(cardText('<!-- note -->\n| a | b |\n|---|---|\n<div align="center">Hello</div>').opening, 'Hello')
})

test('a card without words has neither', () => {
  assert.deepEqual(cardText(''), { title: null, opening: null })
})

test('a long card is cut at a word', () => {
  const { opening } = cardText('word '.repeat(10_000))
  assert.ok(opening!.length < 610 && opening!.endsWith('word …'))
})

test('hostile input takes no time', () => {
  const start = performance.now()
  for (const body of ['<'.repeat(1e6), '['.repeat(1e6), '![['.repeat(3e5), '```\n'.repeat(2e5), '# '.repeat(5e5)])
    cardText(body)
  assert.ok(performance.now() - start < 2000)
})
