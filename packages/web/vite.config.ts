import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { hubAdapter } from './adapter/hub-adapter.ts'
import { plainIcons } from './adapter/plain-icons.ts'

const inSite = (...paths: string[]): RegExp => new RegExp(`/packages/web/src/lib/(${paths.join('|')})`)

/** What most pages use travels as one file: thirty small ones are a fifth larger, as each is compressed for itself. */
const together = [
  { name: 'icons', test: /[/]icons[/](x|check|lock|heart|download|copy|search|plus|menu)[.]svelte$/ },
  {
    name: 'parts',
    test: inSite(
      'i18n/',
      'Header',
      'Footer',
      'ui/(Button|Ago|Badge|Avatar|Pager|EmptyState|Menu|Tabs|CopyButton|Notice)',
      'messages/(site|search)[.]ts',
      'repo/address',
      'find/(href|Meta|names|filters|parameters)',
    ),
  },
]

// oxlint-disable-next-line import/no-default-export -- how Vite reads its configuration
export default defineConfig({
  plugins: [
    tailwindcss(),
    plainIcons(),
    sveltekit({
      adapter: hubAdapter(),
      paths: { relative: false },
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
