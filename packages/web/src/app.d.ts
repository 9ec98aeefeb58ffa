import type { KaihubClient } from '@kaihub/client'
import type { Locale } from '#lib/i18n/locale.ts'

declare global {
  namespace App {
    interface Locals {
      hub: KaihubClient
      locale: Locale
      theme: 'auto' | 'light' | 'dark'
      /** shortcuts of a single key */
      keys: 'on' | 'off'
    }
    interface Platform {
      /** where the hub itself answers, seen from the thread that renders */
      hubUrl: string
    }
    interface Error {
      message: string
      code?: string
    }
  }
}
