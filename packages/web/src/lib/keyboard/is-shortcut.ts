/**
 * Whether a key is pressed by itself, as a shortcut: not while somebody types, and not where they were turned off, as
 * those who speak to their computer must be able to (WCAG 2.1.4).
 */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || document.documentElement.dataset['keys'] === 'off') return false
  // editors lie in shadow trees, behind which their host would be the target
  const [target] = event.composedPath()
  return !(target as HTMLElement).closest?.('input, textarea, select, dialog, [contenteditable]')
}
