import { defaultSchema, type Options } from 'rehype-sanitize'

/** Every id and name that an author chose begins with it, so that none hides a property of the page (DOM clobbering). */
export const idPrefix = 'user-content-'

const more = 'audio video figure figcaption center u mark small big abbr cite dfn time wbr caption colgroup col font'
export const tagNames = [...(defaultSchema.tagNames ?? []), ...more.split(' ')]

/** Gone with all that is in them: left behind, their text would be noise, or markup once more when it is read again. */
const strip =
  'script style noscript template iframe object embed applet textarea title xmp noembed noframes plaintext svg math select frame frameset'

const everywhere =
  'abbr align alt border cellPadding cellSpacing clear color colSpan compact dateTime dir headers height hSpace id lang noShade noWrap reversed rowSpan rules scope size span start summary title vAlign vSpace width'

/** What GitHub lets through, less what serves forms, and with audio and video. */
export const schema: Options = {
  ...defaultSchema,
  tagNames,
  strip: strip.split(' '),
  attributes: {
    ...defaultSchema.attributes,
    '*': everywhere.split(' '),
    a: [...(defaultSchema.attributes?.['a'] ?? []), 'name'],
    audio: ['src', 'loop', 'muted'],
    code: [['className', /^language-./, 'math-inline', 'math-display']],
    details: ['open'],
    div: [],
    img: ['src'],
    input: [...(defaultSchema.attributes?.['input'] ?? []), 'checked'],
    li: [...(defaultSchema.attributes?.['li'] ?? []), 'value'],
    source: ['src', 'srcSet', 'media', 'type'],
    video: ['src', 'poster', 'loop', 'muted'],
  },
  clobberPrefix: idPrefix,
  // Only a first look: `links.ts` reads every address as a browser would.
  protocols: {
    cite: ['http', 'https'],
    href: ['http', 'https', 'mailto'],
    poster: ['http', 'https'],
    src: ['http', 'https', 'data'],
  },
}
