import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lexemesOf, parseTerms, quote, sureLexemes, tagLexeme } from './lexemes.ts'

const found = (fullName: string, ...texts: string[]) =>
  lexemesOf({ fullName, tags: [], texts }).filter((lexeme) => !lexeme.startsWith('@'))

test('names are cut at everything that is no letter or digit', () => {
  assert.deepEqual(found('Qwen/Qwen2.5-7B_Instruct'), ['5', '7b', 'instruct', 'qwen', 'qwen2'])
})

test('tags are kept whole behind a mark and also give their words', () => {
  const lexemes = lexemesOf({ fullName: 'a/b', tags: ['license:apache-2.0', 'ZH'], texts: [] })
  assert.deepEqual(lexemes, ['#license:apache-2.0', '#zh', '@a', 'a', 'apache', 'b', 'zh'].toSorted())
  assert.equal(tagLexeme('License:MIT'), '#license:mit')
})

test('Chinese, Japanese and Korean are cut into pairs, the last character standing alone', () => {
  assert.deepEqual(found('a/b', '中文模型'), ['a', 'b', '中文', '文模', '模型', '型'].toSorted())
  assert.deepEqual(found('a/b', 'データ'), ['a', 'b', 'デー', 'ータ', 'タ'].toSorted())
  assert.deepEqual(found('a/b', '한국어 모델'), ['a', 'b', '한국', '국어', '어', '모델', '델'].toSorted())
})

test('scripts may meet without a space', () => {
  assert.deepEqual(found('a/b', 'Qwen中文v2'), ['a', 'b', 'qwen', 'v2', '中文', '文'].toSorted())
})

test('width and case do not matter', () => {
  assert.deepEqual(found('a/b', 'ＢＥＲＴ'), ['a', 'b', 'bert'])
})

test('one repo has a bounded number of lexemes', () => {
  const words = Array.from({ length: 5000 }, (_, i) => `word${i}`).join(' ')
  assert.ok(found('a/b', words, words.replaceAll('word', 'w'), words.replaceAll('word', 'x')).length <= 250)
  assert.deepEqual(found('a/b', 'x'.repeat(3000)), ['a', 'b'])
})

test('a term looks for a substring of the name or for all its words', () => {
  assert.deepEqual(parseTerms(['Llama-3']), [{ substring: 'llama-3', words: "'llama' & '3'" }])
  assert.deepEqual(parseTerms(['Qwen/Qwen2.5']), [{ substring: 'qwen/qwen2.5', words: "'qwen' & 'qwen2' & '5'" }])
  assert.deepEqual(
    parseTerms(['a b', ' c ']).map((term) => term.substring),
    ['a', 'b', 'c'],
  )
})

test('a Chinese term asks for its pairs, a single character for what starts with it', () => {
  assert.deepEqual(parseTerms(['中文模型']), [{ substring: null, words: "'中文' & '文模' & '模型'" }])
  assert.deepEqual(parseTerms(['中']), [{ substring: null, words: "'中':*" }])
  assert.deepEqual(parseTerms(['bert中文']), [{ substring: null, words: "'bert' & '中文'" }])
})

test('signs alone can only stand in a name', () => {
  assert.deepEqual(parseTerms(['-']), [{ substring: '-', words: null }])
  assert.deepEqual(parseTerms(['!?']), [{ substring: null, words: null }])
})

test('quotes and backslashes cannot leave their lexeme', () => {
  assert.equal(quote(tagLexeme("it's")), "'#it''s'")
  assert.equal(quote(tagLexeme('a\\b')), "'#a\\\\b'")
})

test('only a term that no name can hold has sure lexemes', () => {
  assert.deepEqual(parseTerms(['中文模型']).flatMap(sureLexemes), ['中文', '文模', '模型'])
  assert.deepEqual(parseTerms(['llama', '中']).flatMap(sureLexemes), [])
})
