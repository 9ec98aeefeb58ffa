import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sendByXhr } from './send-by-xhr.ts'

/** Enough of a browser's request: what was sent, and a way to end it. */
class FakeRequest extends EventTarget {
  static all: FakeRequest[] = []
  upload = new EventTarget()
  status = 200
  statusText = ''
  responseText = ''
  sent: unknown
  constructor() {
    super()
    FakeRequest.all.push(this)
  }
  open(): void {}
  setRequestHeader(): void {}
  getResponseHeader = (): null => null
  send(body: unknown): void {
    this.sent = body
  }
  end(how: 'load' | 'error'): void {
    this.dispatchEvent(new Event(how))
    this.dispatchEvent(new Event('loadend'))
  }
}

it('sends bytes another way after they were lost, whatever became of others meanwhile', async (context) => {
  Object.assign(globalThis, { XMLHttpRequest: FakeRequest })
  context.after(() => Reflect.deleteProperty(globalThis, 'XMLHttpRequest'))
  const send = (body: Uint8Array<ArrayBuffer>) => {
    const { signal } = new AbortController()
    const answer = sendByXhr({ url: 'http://hub/x', headers: {}, body, onSent: () => {}, signal })
    return { answer, request: FakeRequest.all.at(-1)! }
  }
  const [one, two] = [new Uint8Array(3), new Uint8Array(4)]
  const [lost, other] = [send(one), send(two)]
  assert.ok(lost.request.sent instanceof Blob)
  lost.request.end('error')
  await assert.rejects(lost.answer, TypeError)
  other.request.end('load')
  assert.equal((await other.answer).status, 200)
  const [again, next] = [send(one), send(two)]
  assert.equal(again.request.sent, one)
  assert.ok(next.request.sent instanceof Blob)
  for (const { request, answer } of [again, next]) {
    request.end('load')
    await answer
  }
})
