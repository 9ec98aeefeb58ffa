// `@kaihub/formats` speaks of Buffer, which browsers do not have: imported before it.
import { Buffer } from 'buffer'

globalThis.Buffer ??= Buffer
