/** Looking into data in a browser: the viewer of datasets, tables in files, SQL. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import { createTables } from '../packages/server/src/adapters/duckdb/tables.ts'
import { parquetOf } from '../packages/server/src/testing/table-files.ts'
import { assertGood, hydrated, noBrowser, openSite, shoot, type Lang, type Site } from './web.ts'

const withoutDuckDb = fileURLToPath(new URL('../packages/server/src/testing/child-without-duckdb.ts', import.meta.url))

/** A picture of one colour. */
function png(red: number, green: number, blue: number): Buffer {
  const [size, header] = [64, Buffer.alloc(13)]
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 2], 8)
  const line = Buffer.concat([Buffer.from([0]), ...Array.from({ length: size }, () => Buffer.from([red, green, blue]))])
  const pixels = deflateSync(Buffer.concat(Array.from({ length: size }, () => line)))
  return Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const chunk = (type: string, content: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length)
  frame.writeUInt32BE(crc(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

function crc(bytes: Buffer): number {
  let value = ~0
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0)
  }
  return ~value >>> 0
}

const people = `SELECT i AS id, ['Ada', 'Grace', 'Alan', 'Edsger'][i % 4 + 1] || ' ' || i AS name, (i * 37 % 83) + 10 AS age,
  ['engineer', 'teacher', 'pilot'][i % 3 + 1] AS work, i % 2 = 0 AS active, round(sqrt(i) * 3.7, 2) AS score,
  TIMESTAMP '2024-01-01' + INTERVAL (i) HOUR AS joined, [i, i + 1] AS pair,
  CASE WHEN i = 3 THEN '<img src=x onerror=alert(1)>' ELSE 'A longer note about row ' || i || ', which goes on for a while so that it has to be cut in the table. ' || repeat('More words. ', 30) END AS note
  FROM range(450) t(i)`

const texts = {
  en: {
    search: 'Search the text of all columns',
    find: 'Search',
    filter: 'Filter',
    add: 'Add',
    value: 'Value',
    rows: /450 rows/,
    next: 'Next',
    sql: 'SQL',
    run: 'Run',
    data: 'Data',
    empty: 'No data to show yet',
    download: 'Download CSV',
    sort: 'Sort by age',
    column: 'Column',
    comparison: 'Comparison',
    open: 'Open row 7',
  },
  zh: {
    search: '在所有列中搜索',
    find: '搜索',
    filter: '筛选',
    add: '添加',
    value: '值',
    rows: /共 450 行/,
    next: '下一页',
    sql: 'SQL 查询',
    run: '运行',
    data: '数据预览',
    empty: '还没有可显示的数据',
    download: '下载 CSV',
    sort: '按 age 排序',
    column: '列',
    comparison: '条件',
    open: '打开第 7 行',
  },
}

describe('looking into data', { skip: noBrowser }, () => {
  let site: Site
  before(async () => {
    site = await openSite()
    const card =
      '---\nconfigs:\n- config_name: people\n  default: true\n  data_files:\n  - split: train\n    path: people/train.parquet\n  - split: test\n    path: people/test.csv\n- config_name: pictures\n  data_files: pictures/**\n---\n# People\n'
    await site.publish('alice', {
      id: 'alice/people',
      type: 'dataset',
      files: {
        'README.md': card,
        'people/train.parquet': await parquetOf(people),
        'people/test.csv': 'id,name\n1,"Only, one"\n',
        'pictures/red/1.png': png(200, 60, 50),
        'pictures/red/2.png': png(220, 90, 80),
        'pictures/blue/1.png': png(60, 90, 200),
      },
    })
    await site.publish('alice', {
      id: 'alice/secret-data',
      type: 'dataset',
      private: true,
      files: { 'train.csv': 'a\n1\n' },
    })
    await site.publish('alice', { id: 'alice/nothing', type: 'dataset', files: { 'README.md': '# Nothing yet\n' } })
    await site.publish('alice', {
      id: 'alice/results',
      files: {
        'evals/scores.csv': `task,score\n${Array.from({ length: 250 }, (_, i) => `task-${i},${i / 250}\n`).join('')}`,
      },
    })
  })
  after(() => site?.[Symbol.asyncDispose]())

  for (const lang of ['en', 'zh'] as const satisfies Lang[]) {
    const t = texts[lang]

    it(`a table is paged, searched, filtered and sorted, and its address says so (${lang})`, async () => {
      const page = await site.visit({ lang })
      await page.goto('/datasets/alice/people')
      await page.getByRole('link', { name: t.data, exact: true }).click()
      await page.waitForURL('**/viewer')
      await hydrated(page)
      await page.getByText(t.rows).waitFor()
      assert.equal(await page.locator('tbody tr').count(), 100)
      await page.locator('thead svg[role=img]').first().waitFor()
      await assertGood(page)
      await shoot(page, `viewer-${lang}`)
      await page.getByRole('link', { name: t.next, exact: true }).click()
      await page.waitForURL('**offset=100')
      await page.getByRole('link', { name: t.sort }).click()
      await page.waitForURL('**orderby=**')
      await page.locator('th[aria-sort=ascending]').waitFor()
      await page.getByText(t.filter, { exact: true }).click()
      await page.getByLabel(t.column, { exact: true }).selectOption('work')
      await page.getByLabel(t.value, { exact: true }).fill('pilot')
      await page.getByRole('button', { name: t.add, exact: true }).click()
      await page.waitForURL('**where=**')
      await page.getByText(/150/).first().waitFor()
      await assertGood(page)
      await page.getByPlaceholder(t.search).fill('grace 413')
      await page.getByRole('button', { name: t.find, exact: true }).click()
      await page.waitForURL('**search=**')
      await page.locator('tbody tr').first().waitFor()
      await page.waitForFunction('document.querySelectorAll("tbody tr").length === 1')
      await page.reload()
      assert.equal(await page.locator('tbody tr').count(), 1)
      await page.close()
    })

    it(`a row opens in full and has an address (${lang})`, async () => {
      const page = await site.visit({ lang })
      await page.goto('/datasets/alice/people/viewer/people/train')
      await hydrated(page)
      await page.getByRole('link', { name: t.open, exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog
        .getByText(/Edsger 7/)
        .first()
        .waitFor()
      assert.ok((await dialog.innerText()).length > 400)
      await assertGood(page)
      await page.keyboard.press('Escape')
      await page.goto('/datasets/alice/people/viewer/people/train?row=3')
      await page.getByText('<img src=x onerror=alert(1)>').first().waitFor()
      await page.close()
    })

    it(`SQL is answered, its faults are told, and the query stands in the address (${lang})`, async () => {
      const page = await site.visit({ lang })
      await page.goto('/datasets/alice/people/viewer')
      await hydrated(page)
      await page.getByRole('link', { name: t.sql, exact: true }).click()
      const editor = page.locator('.cm-content')
      await editor.waitFor()
      await editor.click()
      await page.keyboard.press('Control+A')
      await page.keyboard.insertText(
        'SELECT work, count(*) AS n, round(avg(age), 1) AS age\nFROM train GROUP BY work ORDER BY work',
      )
      await page.keyboard.press('Control+Enter')
      await page.getByRole('cell', { name: 'engineer' }).waitFor()
      assert.match(page.url(), /sql=SELECT/)
      await assertGood(page)
      await shoot(page, `sql-${lang}`)
      await editor.click()
      await page.keyboard.type('/')
      assert.match(await editor.innerText(), /\//, 'a key of the page is a letter while somebody types')
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: t.download }).click(),
      ])
      assert.equal(file.suggestedFilename(), 'people-train.csv')
      await editor.click()
      await page.keyboard.press('Control+A')
      await page.keyboard.insertText('SELECT nothing FROM train')
      await page.getByRole('button', { name: t.run, exact: true }).click()
      await page
        .getByRole('alert')
        .getByText(/Binder Error/)
        .waitFor()
      // suggestions go with the focus
      await page.locator('.cm-tooltip-autocomplete').waitFor({ state: 'hidden' })
      await assertGood(page)
      await page.close()
    })

    it(`pictures, other subsets, and a dataset without data (${lang})`, async () => {
      const page = await site.visit({ lang, width: 390, theme: 'dark' })
      await page.goto('/datasets/alice/people/viewer/pictures/train')
      await hydrated(page)
      const picture = page.locator('td img').first()
      await picture.waitFor()
      await page.waitForFunction('document.querySelector("td img").naturalWidth === 64')
      await assertGood(page)
      await shoot(page, `viewer-pictures-${lang}`)
      await page.goto('/datasets/alice/nothing/viewer')
      await page.getByText(t.empty).waitFor()
      await assertGood(page)
      await page.close()
    })

    it(`reads without a script (${lang})`, async () => {
      const page = await site.visit({ lang, script: false })
      await page.goto('/datasets/alice/people/viewer?search=grace&where=age+%3E+50')
      assert.ok((await page.locator('tbody tr').count()) > 10)
      await page.goto(`/datasets/alice/people/viewer?sql=${encodeURIComponent('SELECT count(*) FROM test')}`)
      await page.getByRole('cell', { name: '1', exact: true }).waitFor()
      await page.goto('/datasets/alice/people/viewer?where=age+%3E%3E')
      await page.getByRole('alert').waitFor()
      await page.close()
    })
  }

  it('the front page of a dataset shows its first rows', async () => {
    const page = await site.visit()
    // What a dataset is made of is found out in the background.
    for (let tries = 0; tries < 100; tries += 1) {
      const info = await (await fetch(`${site.url}/api/datasets/alice/people`)).json()
      if ((info as { tags: string[] }).tags.some((tag) => tag.startsWith('format:'))) break
      await page.waitForTimeout(200)
    }
    await page.goto('/datasets/alice/people')
    await page.getByRole('link', { name: 'Open the viewer' }).waitFor()
    await page.getByText('Grace 1', { exact: true }).waitFor()
    await assertGood(page)
    await shoot(page, 'dataset-front')
    await page.close()
  })

  it('a CSV file of a model is a table on its page', async () => {
    const page = await site.visit()
    await page.goto('/alice/results/blob/main/evals/scores.csv')
    await hydrated(page)
    await page.getByText('250 rows').waitFor()
    await page.getByRole('link', { name: 'Next', exact: true }).click()
    await page.getByText('task-100', { exact: true }).waitFor()
    await assertGood(page)
    await shoot(page, 'table-file')
    await page.close()
  })

  for (const lang of ['en', 'zh'] as Lang[])
    it(`SQL over one file, from its page (${lang})`, async () => {
      const t = texts[lang]
      const page = await site.visit({ lang, width: lang === 'zh' ? 390 : 1280 })
      await page.goto('/alice/results/blob/main/evals/scores.csv')
      await hydrated(page)
      await page.getByRole('link', { name: t.sql, exact: true }).click()
      await page.getByRole('button', { name: t.run, exact: true }).click()
      await page.getByText('task-19', { exact: true }).waitFor()
      assert.match(page.url(), /sql=SELECT/)
      await assertGood(page)
      await shoot(page, `table-file-sql-${lang}`)
      await page.goto(`/alice/results/blob/main/evals/scores.csv?sql=${encodeURIComponent('SELECT nothing FROM data')}`)
      await page
        .getByRole('alert')
        .getByText(/"nothing" not found/)
        .waitFor()
      await page.close()
    })

  it('a private dataset shows its data to its readers only', async () => {
    const stranger = await site.visit()
    assert.ok([401, 404].includes((await stranger.goto('/datasets/alice/secret-data/viewer'))?.status() ?? 0))
    await stranger.close()
    const alice = await site.visit({ as: 'alice' })
    await alice.goto('/datasets/alice/secret-data/viewer')
    await alice.getByText('1 row', { exact: true }).waitFor()
    await alice.close()
  })

  it('what a page asks is asked in the turn of its reader', async () => {
    const { tables } = site.hub.services
    const asUsual = tables.for
    const names = new Set<string>()
    tables.for = (asker) => {
      names.add(asker.name)
      return asUsual(asker)
    }
    try {
      const status = await new Promise((resolve, reject) => {
        const asked = get(`${site.url}/datasets/alice/people/viewer`, { localAddress: '127.0.0.2' }, (answer) => {
          answer.resume().on('end', () => resolve(answer.statusCode))
        })
        asked.on('error', reject)
      })
      assert.equal(status, 200)
      assert.deepEqual([...names], ['address 127.0.0.2'])
    } finally {
      tables.for = asUsual
    }
  })

  for (const lang of ['en', 'zh'] as Lang[])
    it(`where DuckDB cannot be loaded every page is there and says why it shows no rows (${lang})`, async () => {
      const { tables } = site.hub.services
      const folder = await mkdtemp(path.join(tmpdir(), 'kaihub-web-'))
      await using without = createTables({ folder, limitBytes: 1e9, program: withoutDuckDb })
      const asUsual = tables.for
      tables.for = without.for
      const page = await site.visit({ lang })
      try {
        for (const at of ['/datasets/alice/people/viewer', '/alice/results/blob/main/evals/scores.csv']) {
          assert.equal((await page.goto(at))?.status(), 200)
          await page.getByText(/This hub cannot read tables: DuckDB/).waitFor()
          await assertGood(page)
          await shoot(page, `without-duckdb-${at.split('/').at(-1)}-${lang}`)
        }
        for (const at of ['/datasets/alice/people', '/datasets/alice/people/tree/main', '/alice/results'])
          assert.equal((await page.goto(at))?.status(), 200)
        const rows = await fetch(`${site.url}/api/datasets-server/rows?dataset=alice/people`)
        assert.deepEqual([rows.status, rows.headers.get('Retry-After') === null], [503, false])
      } finally {
        tables.for = asUsual
        await page.close()
        await rm(folder, { recursive: true, force: true })
      }
    })
})
