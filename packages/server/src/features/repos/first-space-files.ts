import type { FirstFile } from './events.ts'

/** What a new Space holds, so that its card and, for a static one, its page are there from the start. */
export function firstSpaceFiles(name: string, sdk: string): FirstFile[] {
  const card = [
    '---',
    `title: ${JSON.stringify(name)}`,
    'emoji: 🚀',
    'colorFrom: blue',
    'colorTo: green',
    `sdk: ${sdk}`,
    'pinned: false',
    '---',
    '',
  ].join('\n')
  const files = [textFile('README.md', card)]
  if (sdk !== 'static') return files
  const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>My static Space</title>
    <link rel="stylesheet" href="style.css" />
  </head>
  <body>
    <h1>Welcome to your static Space!</h1>
  </body>
</html>
`
  const style = 'body {\n  padding: 2rem;\n  font-family: system-ui, sans-serif;\n}\n'
  return [...files, textFile('index.html', page), textFile('style.css', style)]
}

const textFile = (path: string, content: string): FirstFile => ({ path, content, encoding: 'utf-8' })
