/** @typedef {import('../src/chat/chat-event.ts').ChatEvent} ChatEvent */

/**
 * Sends a question to the agent, and yields the events of its answer as they arrive.
 *
 * @param {string} message
 * @param {string} threadId
 * @returns {AsyncGenerator<ChatEvent>}
 * @throws {Error} if the server cannot be reached, returns an error, or closes the connection early; the message is
 *   for the customer
 */
export async function* chatStream(message, threadId) {
  const response = await fetch('/api/chat', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message, thread_id: threadId }),
  }).catch(() => undefined);
  if (response === undefined) throw new Error('We cannot be reached. Are you connected to the internet?');
  if (!response.ok || response.body === null) {
    const body = await response.json().catch(() => undefined);
    throw new Error(body?.message ?? 'Something went wrong on our side. Please try again.');
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let ended = false;
  for (;;) {
    const chunk = await reader.read().catch(() => ({ done: true, value: undefined }));
    if (chunk.done) break;
    const lines = (rest + chunk.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      /** @type {ChatEvent} */
      const event = JSON.parse(line);
      ended = event.type === 'end';
      yield event;
    }
  }
  if (!ended) throw new Error('The connection was lost before the answer was complete. Please ask again.');
}
