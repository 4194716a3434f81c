import { describe, expect, it } from 'vitest';
import { Recording } from '../recording.fixture.ts';
import { majors } from './majors.fixture.ts';
import { vitrineCallbacks } from './vitrine-callbacks.ts';

/** Usage as OpenAI counts: prompts include cached tokens, completions include reasoning. */
const usage = {
  prompt_tokens: 2006,
  completion_tokens: 300,
  total_tokens: 2306,
  prompt_tokens_details: { cached_tokens: 1920 },
  completion_tokens_details: { reasoning_tokens: 192 },
};
const about = { id: 'chatcmpl-1', created: 1_768_470_000, model: 'gpt-5-2025-08-07' };
const completion = {
  ...about,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }],
  usage,
};

function chunk(choices: object[], more: object = {}): string {
  return `data: ${JSON.stringify({ ...about, object: 'chat.completion.chunk', choices, ...more })}\n\n`;
}
const streamed = [
  chunk([{ index: 0, delta: { role: 'assistant', content: 'hel' }, finish_reason: null }]),
  chunk([{ index: 0, delta: { content: 'lo' }, finish_reason: null }]),
  chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]),
  chunk([], { usage }),
  'data: [DONE]\n\n',
].join('');

const ledger = { input: 86, cache_read: 1920, cache_write: 0, output: 108, reasoning: 192 };

describe.each(majors)('ChatOpenAI of LangChain %s', (_major, { ChatOpenAI }) => {
  const modelOf = (answer: () => Response) =>
    new ChatOpenAI({ model: 'gpt-5', apiKey: 'none', configuration: { fetch: async () => answer() } });

  it('keeps OpenAI’s numbers in the ledger, in the usage, and as LangChain has them', async () => {
    const recording = new Recording();
    const answer = await modelOf(() => Response.json(completion)).invoke('hi', {
      callbacks: [vitrineCallbacks(recording.client)],
    });
    const span = await recording.span('gpt-5');
    expect(span).toMatchObject({ provider: 'openai', model: 'gpt-5-2025-08-07', metadata: { finishReason: 'stop' } });
    expect(span.ledger).toEqual(ledger);
    expect(span.usage).toMatchObject({ prompt_tokens: 2006, completion_tokens: 300, total_tokens: 2306 });
    expect(answer.usage_metadata).toMatchObject({
      input_tokens: 2006,
      output_tokens: 300,
      input_token_details: { cache_read: 1920 },
      output_token_details: { reasoning: 192 },
    });
  });

  it('keeps OpenAI’s numbers of a stream', async () => {
    const recording = new Recording();
    const stream = await modelOf(
      () => new Response(streamed, { headers: { 'content-type': 'text/event-stream' } }),
    ).stream('hi', { callbacks: [vitrineCallbacks(recording.client)] });
    let text = '';
    for await (const part of stream) text += part.text;
    expect(text).toBe('hello');
    const span = await recording.span('gpt-5');
    expect(span.ledger).toEqual(ledger);
    expect(span).toMatchObject({ model: 'gpt-5-2025-08-07', metadata: { finishReason: 'stop' } });
    expect(span.output).toMatchObject({ role: 'assistant', content: 'hello' });
    expect(span.ttft).toBeGreaterThanOrEqual(0);
  });
});
