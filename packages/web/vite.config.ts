import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { hubAdapter } from './adapter/hub-adapter.ts'
import { plainIcons } from './adapter/plain-icons.ts'

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
  build: { target: 'es2023', chunkSizeWarningLimit: 4000 },
  worker: { format: 'es' },
})
