import type OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { events, json, ProviderServer, readAll } from '../model-calls/provider-server.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { majors } from './majors.fixture.ts';
import { messageItem, response, responseEvents } from './openai.fixture.ts';
import { trackOpenAI } from './track-openai.ts';

let endpoint: ProviderServer;
let recording: Recording;

const search = { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'x' } };
const background = { id: 'resp_bg', background: true, created_at: 1_768_470_000 };
const queued = json(response([], { ...background, status: 'queued', usage: null }));
const running = json(response([], { ...background, status: 'in_progress', usage: null }));
const finished = json(response([search, messageItem('Done.')], background));
const request = { model: 'gpt-5', input: 'Research.', background: true };

describe.each(majors)('a background response of openai $major', ({ Client }) => {
  /** Returns a client with the recording of its own, as another process has. */
  const made = (recorded: Recording): OpenAI =>
    trackOpenAI(new Client({ apiKey: 'none', baseURL: `${endpoint.url}/v1`, maxRetries: 0 }), recorded.client);

  beforeEach(async () => {
    endpoint = await ProviderServer.start();
    recording = new Recording();
  });
  afterEach(() => endpoint.close());

  it('is open until it is retrieved, and has its output, usage and searches once', async () => {
    const openai = made(recording);
    endpoint.reply(queued, running, finished, finished);
    const { id } = await openai.responses.create(request);
    expect(await recording.outline()).toEqual([['trace responses.create…', ['llm gpt-5…']]]);
    expect((await recording.span('gpt-5')).metadata).toMatchObject({ responseId: 'resp_bg' });
    expect((await openai.responses.retrieve(id)).status).toBe('in_progress');
    expect(await recording.outline()).toEqual([['trace responses.create…', ['llm gpt-5…']]]);
    // A new client in the same process is as good.
    const other = made(recording);
    expect((await other.responses.retrieve(id)).output).toEqual([search, messageItem('Done.')]);
    await other.responses.retrieve(id);
    expect(await recording.outline()).toEqual([['trace responses.create', ['llm gpt-5']]]);
    expect(await recording.span('gpt-5')).toMatchObject({
      input: { messages: [{ role: 'user', content: 'Research.' }] },
      output: [search, { type: 'message' }],
      ledger: { input: 86, cache_read: 1920, output: 108, reasoning: 192, web_search_requests: 1 },
      metadata: { finishReason: 'completed', responseId: 'resp_bg' },
    });
    expect((await recording.traces())[0]?.output).toMatchObject([search, { type: 'message' }]);
  });

  it.each([
    ['cancelled', {}, null],
    ['incomplete', { incomplete_details: { reason: 'max_output_tokens' } }, null],
    ['failed', { error: { code: 'server_error', message: 'Overloaded' } }, { message: 'Overloaded' }],
  ])('ends if it is %s', async (status, more, errorInfo) => {
    const openai = made(recording);
    endpoint.reply(queued, json(response([], { ...background, ...more, status, usage: null })));
    const { id } = await openai.responses.create(request);
    await (status === 'cancelled' ? openai.responses.cancel(id) : openai.responses.retrieve(id));
    const span = await recording.span('gpt-5');
    expect(span.end_time).toBeDefined();
    expect(span.metadata).toMatchObject({ finishReason: status === 'incomplete' ? 'max_output_tokens' : status });
    if (errorInfo === null) expect(span.error_info ?? null).toBe(null);
    else expect(span.error_info).toMatchObject({ exception_type: 'server_error', ...errorInfo });
  });

  it('is a span of its own in another process, which names the response', async () => {
    endpoint.reply(queued, finished, finished);
    const { id } = await made(recording).responses.create(request);
    const other = new Recording();
    const openai = made(other);
    await openai.responses.retrieve(id);
    await openai.responses.retrieve(id);
    const [span, ...more] = await other.spans();
    expect(more).toEqual([]);
    expect(span).toMatchObject({
      kind: 'llm',
      provider: 'openai',
      output: [search, { type: 'message' }],
      metadata: { responseId: 'resp_bg', background: true },
      ledger: { input: 86 },
    });
  });

  it('is open if its stream is left, and ends with what is retrieved', async () => {
    const openai = made(recording);
    const list = responseEvents(['Do'], { isCut: true }) as { response?: object }[];
    const opened = list.map((event) =>
      event.response === undefined ? event : { ...event, response: { ...event.response, ...background } },
    );
    endpoint.reply(events(opened, { named: true, end: 'open' }), finished);
    const stream = await openai.responses.create({ ...request, stream: true });
    for await (const { type } of stream) if (type === 'response.output_text.delta') break;
    expect(await recording.outline()).toEqual([['trace responses.create…', ['llm gpt-5…']]]);
    expect((await recording.span('gpt-5')).output).toMatchObject([{ content: [{ text: 'Do' }] }]);
    await openai.responses.retrieve('resp_bg');
    expect(await recording.span('gpt-5')).toMatchObject({
      output: [search, { type: 'message' }],
      ledger: { input: 86 },
    });
  });

  it('ends with the stream that is retrieved', async () => {
    const openai = made(recording);
    const whole = response([messageItem('Done.')], background);
    const completed = { type: 'response.completed', response: whole, sequence_number: 9 };
    endpoint.reply(queued, events([completed], { named: true }));
    const { id } = await openai.responses.create(request);
    const parts = await readAll(
      (await openai.responses.retrieve(id, { stream: true } as never)) as never as AsyncIterable<object>,
    );
    expect(parts).toEqual([completed]);
    expect(await recording.outline()).toEqual([['trace responses.create', ['llm gpt-5']]]);
  });

  it('does not record a stored response that did not run in the background, nor a failed request', async () => {
    const openai = made(recording);
    endpoint.reply(json(response([messageItem('Old.')])), json({ error: { message: 'not found' } }, 404));
    await openai.responses.retrieve('resp_old');
    await expect(openai.responses.retrieve('resp_none')).rejects.toThrow('404 not found');
    expect(await recording.spans()).toEqual([]);
  });
});
