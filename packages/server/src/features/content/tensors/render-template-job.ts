import { Template } from '@huggingface/jinja'
import type { SandboxJob, Work } from '../../../ports/threads.ts'

export type ChatMessage = { role: string; content: string }
export type Rendering = { rendered: string; error: null } | { rendered: null; error: string }
type Input = { template: string; bosToken: string; eosToken: string; bounds: { chars: number } }

export const example: ChatMessage[] = [
  { role: 'system', content: 'You are a helpful assistant.' },
  { role: 'user', content: 'What is the capital of France?' },
  { role: 'assistant', content: 'Paris.' },
  { role: 'user', content: 'And of Japan?' },
]

export const renderTemplateJob = new URL(import.meta.url) as SandboxJob<Input, Rendering>

export const begin = (input: Input): Work<null, null, Rendering> => ({ feed: () => null, end: () => render(input) })

/** Some models know no system message and say so by an error: then without it. */
function render(input: Input): Rendering {
  try {
    return renderWith(input, example)
  } catch (first) {
    try {
      return renderWith(input, example.slice(1))
    } catch {
      const error = first instanceof Error ? first.message : String(first)
      return { rendered: null, error: error.slice(0, 1000) }
    }
  }
}

function renderWith({ template, bosToken, eosToken, bounds }: Input, messages: ChatMessage[]): Rendering {
  const rendered = new Template(template).render({
    messages,
    add_generation_prompt: true,
    bos_token: bosToken,
    eos_token: eosToken,
    tools: null,
    documents: null,
  })
  return { rendered: rendered.length > bounds.chars ? `${rendered.slice(0, bounds.chars)}…` : rendered, error: null }
}
