// The floor plan: who may import whom. Ground floor first: a feature calls only the ones before it.
// `packages/server/src/architecture.test.ts` breaks every rule on purpose and expects it caught.
export const floors = [
  'accounts',
  'repos',
  'content',
  'trust',
  'lineage',
  'community',
  'compute',
  'serving',
  'evals',
  'observatory',
]

const src = '^packages/server/src'
const test = '[.](test|suite)[.]ts$'
const rule = (name, from, to) => ({ name, severity: 'error', from: { pathNot: test, ...from }, to })

export default {
  forbidden: [
    ...floors
      .slice(0, -1)
      .map((feature, floor) =>
        rule(
          `calls-go-down/${feature}`,
          { path: `${src}/features/${feature}/` },
          { path: `${src}/features/(${floors.slice(floor + 1).join('|')})/` },
        ),
      ),
    rule(
      'enter-by-the-door',
      { path: `${src}/features/([^/]+)/` },
      { path: `${src}/features/`, pathNot: [`${src}/features/$1/`, `${src}/features/[^/]+/index[.]ts$`] },
    ),
    rule(
      'edges-call-services',
      { path: `${src}/(protocols/|app[.]ts)` },
      { path: `${src}/features/`, pathNot: [`${src}/features/[^/]+/index[.]ts$`, '/routes[.]ts$'] },
    ),
    rule(
      'protocols-are-strangers',
      { path: `${src}/protocols/([^/]+)/` },
      { path: `${src}/protocols/`, pathNot: `${src}/protocols/$1/` },
    ),
    rule(
      'nothing-calls-up',
      { path: `${src}/(features|protocols)/` },
      { path: `${src}/(app|hub|worker|main|commands|testing)[./]` },
    ),
    rule('features-know-no-protocol', { path: `${src}/features/` }, { path: `${src}/protocols/` }),
    // wire.ts says what routes.ts takes and gives, so it may use the words for that
    rule(
      'only-routes-know-http',
      { path: `${src}/features/`, pathNot: [test, '/(routes|wire)[.]ts$'] },
      { path: [`${src}/http/`, 'node_modules/(hono|@hono)/'] },
    ),
    rule(
      'wire-stays-at-the-edge',
      { path: `${src}/features/`, pathNot: [test, '/(routes|wire|present)[.]ts$'] },
      { path: '/(wire|present)[.]ts$' },
    ),
    rule('http-stands-alone', { path: `${src}/http/` }, { path: src, pathNot: `${src}/(http|ports|kit|config)/` }),
    rule(
      'sql-stays-in-queries',
      { path: src, pathNot: [test, '/(queries|tables)[.]ts$', '/migrations/', '/(ports|adapters)/'] },
      { path: 'node_modules/kysely/' },
    ),
    // testing/ puts a hub together as hub.ts does
    rule(
      'only-the-hub-picks-adapters',
      { path: src, pathNot: [test, `${src}/(hub[.]ts|adapters/|testing/)`] },
      { path: `${src}/adapters/` },
    ),
    rule(
      'adapters-serve-ports',
      { path: `${src}/adapters/` },
      { path: src, pathNot: `${src}/(adapters|ports|kit|config)/` },
    ),
    rule('ports-stand-alone', { path: `${src}/ports/` }, { path: src, pathNot: `${src}/(ports|kit)/` }),
    rule('config-stands-alone', { path: `${src}/config/` }, { path: src, pathNot: `${src}/(config|kit)/` }),
    rule('kit-stands-alone', { path: `${src}/kit/` }, { path: '^packages/', pathNot: `${src}/kit/` }),
    rule('formats-stand-alone', { path: '^packages/formats/' }, { path: '^packages/', pathNot: '^packages/formats/' }),
    rule(
      'formats-do-no-io',
      { path: '^packages/formats/' },
      {
        dependencyTypes: ['core'],
        path: '^(node:)?(fs|net|tls|dns|http|http2|https|child_process|worker_threads)(/|$)',
      },
    ),
    rule('clients-speak-http', { path: '^packages/(web|cli|client)/' }, { path: src }),
    rule(
      'tests-stay-outside',
      { path: '^packages/', pathNot: [test, '/testing/'] },
      { path: '(/testing/|[.](test|suite)[.]ts$)', pathNot: 'node_modules' },
    ),
    rule('no-cycles', {}, { circular: true }),
    // what is imported by the name of a package or as `#lib/…` looks unused here; knip knows better
    rule('no-dead-files', { orphan: true, pathNot: [test, '/main[.]ts$', '^packages/(web|formats)/'] }, {}),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    // what the site is built to
    exclude: { path: '^packages/web/(build|[.]svelte-kit)/' },
  },
}
