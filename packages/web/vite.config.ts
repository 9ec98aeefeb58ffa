import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { hubAdapter } from './adapter/hub-adapter.ts'
import { plainIcons } from './adapter/plain-icons.ts'

const inSite = (...paths: string[]): string => `/packages/web/src/lib/(${paths.join('|')})`

/** Svelte and its kit, without what few pages use; the kit finds its way in by `entry.js`. */
const runtime = String.raw`/node_modules/(svelte|@sveltejs|devalue|esm-env|clsx)/(?!.*(bindings/select|blocks/await|legacy|client/(client-)?entry[.]js))`

/** The frame of every page. */
const frame = [
  inSite(
    'i18n/',
    'Header',
    'Footer',
    'keyboard/is-shortcut',
    'markup/[^.]*[.](ts|svelte)$',
    'ui/(copy-text|Ago|Avatar|Badge|CopyButton|Menu|MenuLink|Tabs)[.]',
    'messages/site[.]ts',
    'repo/(address|type-name)',
    'find/(href|Meta|names|QuickSearch|recent|filters)',
  ),
  '/packages/web/src/(params|hooks)[.]ts$',
  'src/routes/[+](layout|error)[.]svelte$',
  // not `app`, which names every page: the kit would take each page's styles for things wanted later
  'client-optimized/nodes/[01][.]js$',
  '/icons/(menu|search|plus|check|copy|lock|x)[.]svelte$',
].join('|')

/** What every page uses travels as one file: twenty small ones are a twentieth larger, as each is compressed for itself. */
const together = [{ name: 'frame', test: new RegExp(`${runtime}|${frame}`) }]

// oxlint-disable-next-line import/no-default-export -- how Vite reads its configuration
export default defineConfig({
  plugins: [
    tailwindcss(),
    plainIcons(),
    sveltekit({
      adapter: hubAdapter(),
      paths: { relative: false },
      // the first paint waits for the document alone
      inlineStyleThreshold: 100_000,
      // `hooks.server.ts` narrows 'self' for scripts: files that people upload lie in the same origin.
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:'],
          'media-src': ['self', 'blob:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'worker-src': ['self'],
          'frame-src': ['self'],
          'form-action': ['self'],
          'base-uri': ['none'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 4000,
    // lists of what to fetch beside each page would be 2 kB of the first view; the document itself names what it needs
    modulePreload: false,
    rolldownOptions: { output: { codeSplitting: { groups: together } } },
  },
  worker: { format: 'es' },
})
