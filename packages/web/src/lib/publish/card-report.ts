import { browserHub } from '#lib/hub.ts'

export type CardReport = { errors: string[]; warnings: string[] }

/** What the hub will say of a card; its answer is the same whether it lets the card pass or not. */
export async function checkCard(
  content: string,
  repoType: 'model' | 'dataset' | 'space' | 'code',
  signal: AbortSignal,
): Promise<CardReport | null> {
  const { data, error } = await browserHub().POST('/api/validate-yaml', { body: { content, repoType }, signal })
  const report = (data ?? error) as { errors?: { message: string }[]; warnings?: { message: string }[] } | undefined
  if (!report?.errors && !report?.warnings) return null
  return { errors: words(report.errors), warnings: words(report.warnings) }
}

const words = (findings: readonly { message: string }[] = []): string[] => findings.map(({ message }) => message)
