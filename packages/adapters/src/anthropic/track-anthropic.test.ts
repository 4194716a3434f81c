import Anthropic from '@anthropic-ai/sdk';
import Anthropic0 from 'anthropic-0';
import { MemoryTransport, Vitrine } from '@vitrine/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProviderServer, events, json, readAll, noAnswer } from '../model-calls/provider-server.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { trackAnthropic } from './track-anthropic.ts';

/** Usage as Anthropic counts: inputs exclude cached tokens, outputs include thinking. */
const usage = {
  input_tokens: 86,
  cache_read_input_tokens: 1920,
  cache_creation_input_tokens: 40,
  output_tokens: 300,
  output_tokens_details: { thinking_tokens: 192 },
  service_tier: 'standard',
};
const ledger = { input: 86, cache_read: 1920, cache_write: 40, output: 108, reasoning: 192 };

let made = 0;

function message(content: readonly object[], more: object = {}): object {
  return {
    id: `msg_${++made}`,
    type: 'message',
    role: 'assistant',
    model: 'claude-haiku-4-5-20251001',
    content,
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage,
    ...more,
  };
}

const text = (value: string) => ({ type: 'text', text: value });

/** Events of a message with thinking, text and a tool call. */
function messageEvents(texts: readonly string[]): object[] {
  const { output_tokens_details: _, ...atStart } = usage;
  const block = (index: number, content_block: object, deltas: object[]) => [
    { type: 'content_block_start', index, content_block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
  return [
    { type: 'message_start', message: message([], { stop_reason: null, usage: { ...atStart, output_tokens: 1 } }) },
    ...block(0, { type: 'thinking', thinking: '', signature: '' }, [
      { type: 'thinking_delta', thinking: 'Hm.' },
      { type: 'signature_delta', signature: 'sig' },
    ]),
    ...block(
      1,
      text(''),
      texts.map((value) => ({ type: 'text_delta', text: value })),
    ),
    ...block(2, { type: 'tool_use', id: 'toolu_1', name: 'add', input: {} }, [
      { type: 'input_json_delta', partial_json: '{"a"' },
      { type: 'input_json_delta', partial_json: ':1}' },
    ]),
    {
      type: 'message_delta',
      delta: { stop_reason: 'tool_use', stop_sequence: null },
      usage: { output_tokens: 300, input_tokens: null, output_tokens_details: { thinking_tokens: 192 } },
    },
    { type: 'message_stop' },
  ];
}

let endpoint: ProviderServer;
let recording: Recording;

beforeEach(async () => {
  endpoint = await ProviderServer.start();
  recording = new Recording();
});
afterEach(() => endpoint.close());

const messages = [{ role: 'user' as const, content: 'Hello?' }];
const request = { model: 'claude-haiku-4-5', max_tokens: 500, messages };
const outline = [['trace messages.create', ['llm claude-haiku-4-5']]];

describe.each([
  ['0.71', Anthropic0],
  ['1', Anthropic],
])('@anthropic-ai/sdk %s', (_major, Client) => {
  let anthropic: Anthropic;
  let plain: Anthropic;
  const create = (): Anthropic =>
    new Client({ apiKey: 'none', baseURL: endpoint.url, maxRetries: 0 }) as unknown as Anthropic;

  beforeEach(() => {
    plain = create();
    anthropic = trackAnthropic(create(), recording.client);
  });

  it('records a message with its system prompt, and does not change its result', async () => {
    const answer = message([text('Hi.')]);
    endpoint.reply(json(answer), json(answer));
    const sent = { ...request, system: 'Be brief.', temperature: 0.5 };
    expect(await anthropic.messages.create(sent)).toEqual(await plain.messages.create(sent));
    expect(endpoint.requests.at(0)?.body).toEqual(endpoint.requests.at(1)?.body);
    expect(await recording.outline()).toEqual(outline);
    expect(await recording.span('claude-haiku-4-5')).toMatchObject({
      type: 'llm',
      model: 'claude-haiku-4-5-20251001',
      provider: 'anthropic',
      input: { messages: [{ role: 'system', content: 'Be brief.' }, ...messages] },
      output: { role: 'assistant', content: [text('Hi.')] },
      metadata: {
        parameters: { max_tokens: 500, temperature: 0.5 },
        finishReason: 'end_turn',
      },
      service_tier: 'standard',
    });
    expect((await recording.traces()).at(0)?.output).toMatchObject({ role: 'assistant' });
  });

  it('counts each token once, with Anthropic’s own numbers', async () => {
    endpoint.reply(json(message([text('Hi.')])));
    const { usage: counts } = await anthropic.messages.create(request);
    const span = await recording.span('claude-haiku-4-5');
    expect(span.ledger).toEqual(ledger);
    const { input_tokens, cache_read_input_tokens, cache_creation_input_tokens, output_tokens } = counts;
    const prompt = input_tokens + (cache_read_input_tokens ?? 0) + (cache_creation_input_tokens ?? 0);
    expect(span.usage).toMatchObject({
      prompt_tokens: prompt,
      completion_tokens: output_tokens,
      cache_read_input_tokens,
      cache_creation_input_tokens,
    });
  });

  it('records tools, their calls and their results', async () => {
    const call = { type: 'tool_use', id: 'toolu_1', name: 'add', input: { a: 1 } };
    endpoint.reply(json(message([call], { stop_reason: 'tool_use' })));
    const tools = [{ name: 'add', input_schema: { type: 'object' as const } }];
    await anthropic.messages.create({ ...request, tools });
    expect(await recording.span('claude-haiku-4-5')).toMatchObject({
      output: { content: [call] },
      metadata: { tools: ['add'], finishReason: 'tool_use' },
    });
  });

  it('records the joined events of a stream, and does not change them', async () => {
    const list = messageEvents(['Hel', 'lo.']);
    endpoint.reply(events(list, { named: true }), events(list, { named: true }));
    const read = await readAll(await anthropic.messages.create({ ...request, stream: true }));
    expect(read).toEqual(await readAll(await plain.messages.create({ ...request, stream: true })));
    const span = await recording.span('claude-haiku-4-5');
    expect(span).toMatchObject({
      output: {
        content: [
          { type: 'thinking', thinking: 'Hm.', signature: 'sig' },
          text('Hello.'),
          { type: 'tool_use', id: 'toolu_1', name: 'add', input: { a: 1 } },
        ],
      },
      ledger,
      metadata: { finishReason: 'tool_use' },
    });
    expect(span.ttft).toBeGreaterThan(0);
  });

  it('records the stream helper once, and does not change its message', async () => {
    endpoint.reply(events(messageEvents(['Hel', 'lo.']), { named: true }));
    const stream = anthropic.messages.stream(request);
    const deltas: string[] = [];
    stream.on('text', (delta) => deltas.push(delta));
    const whole = await stream.finalMessage();
    expect(deltas).toEqual(['Hel', 'lo.']);
    expect(whole.content.at(2)).toMatchObject({ type: 'tool_use', input: { a: 1 } });
    expect(await recording.outline()).toEqual(outline);
    expect(await recording.span('claude-haiku-4-5')).toMatchObject({
      ledger,
      output: { content: JSON.parse(JSON.stringify(whole.content)) as object },
    });
    expect(whole.usage.output_tokens).toBe(300);
  });

  it('ends abandoned, aborted and broken streams', async () => {
    const half = messageEvents(['Hel', 'lo.']).slice(0, 8);
    endpoint.reply(
      events(half, { named: true, end: 'open' }),
      events(half, { named: true, end: 'open' }),
      events(half, { named: true, end: 'cut' }),
    );
    const isSecond = (event: Anthropic.RawMessageStreamEvent): boolean =>
      event.type === 'content_block_delta' && event.delta.type === 'text_delta' && event.delta.text === 'lo.';
    for await (const event of await anthropic.messages.create({ ...request, stream: true })) {
      if (isSecond(event)) break;
    }
    const aborted = await anthropic.messages.create({ ...request, stream: true });
    for await (const event of aborted) if (isSecond(event)) aborted.controller.abort();
    const cut = await anthropic.messages.create({ ...request, stream: true });
    await expect(readAll(cut)).rejects.toThrow();
    expect((await recording.outline()).map(([trace]) => trace)).toEqual([
      'trace messages.create',
      'trace messages.create',
      'trace messages.create!',
    ]);
    const spans = await recording.spans();
    expect(spans.map(({ metadata }) => (metadata as { finishReason?: string }).finishReason)).toEqual([
      'left',
      'aborted',
      undefined,
    ]);
    for (const span of spans) {
      expect(span.output).toMatchObject({ content: [{ thinking: 'Hm.' }, { text: 'Hello.' }] });
      expect(span.ledger).toMatchObject({ input: 86, cache_read: 1920 });
    }
  });

  it('throws the SDK’s error after its retries, and ends aborted calls and timeouts', async () => {
    const body = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    const refused = json(body, 529, { 'retry-after-ms': '1' });
    endpoint.reply(refused, refused, noAnswer, noAnswer);
    const call = anthropic.messages.create(request, { maxRetries: 1 });
    await expect(call).rejects.toBeInstanceOf(Client.APIError);
    await expect(call).rejects.toMatchObject({ status: 529, error: body });
    const abort = new AbortController();
    const aborted = anthropic.messages.create(request, { signal: abort.signal });
    abort.abort();
    await expect(aborted).rejects.toBeInstanceOf(Client.APIUserAbortError);
    const late = anthropic.messages.create(request, { timeout: 20 });
    await expect(late).rejects.toBeInstanceOf(Client.APIConnectionTimeoutError);
    expect(await recording.outline()).toEqual(
      Array.from({ length: 3 }, () => ['trace messages.create!', ['llm claude-haiku-4-5!']]),
    );
  });

  it('returns an APIPromise', async () => {
    endpoint.reply(json(message([text('Hi.')]), 200, { 'request-id': 'req-7' }), json(message([text('Hi.')])));
    const { data, request_id } = await anthropic.messages.create(request).withResponse();
    expect([data.stop_reason, request_id, (data as { _request_id?: string })._request_id]).toEqual([
      'end_turn',
      'req-7',
      'req-7',
    ]);
    const raw = await anthropic.messages.create(request).asResponse();
    expect(await raw.json()).toMatchObject({ type: 'message' });
    expect(await recording.outline()).toEqual([...outline, ...outline]);
  });

  describe('the tool runner', () => {
    const call = { type: 'tool_use', id: 'toolu_1', name: 'add', input: { a: 1 } };
    const drawn = ['agent agent', ['llm claude-haiku-4-5'], ['tool add', ['general look']], ['llm claude-haiku-4-5']];
    const runner = () => {
      const look = recording.client.track(function look() {});
      const add = {
        type: 'custom' as const,
        name: 'add',
        description: 'Adds.',
        input_schema: { type: 'object' as const },
        parse: (input: unknown) => input,
        run: async (input: { a: number }) => {
          look();
          return String(input.a + 1);
        },
      };
      return anthropic.beta.messages.toolRunner({ ...request, tools: [add] as never });
    };

    it('is recorded as an agent with model calls and tools', async () => {
      endpoint.reply(json(message([call], { stop_reason: 'tool_use' })), json(message([text('two')])));
      expect((await runner()).content).toMatchObject([text('two')]);
      expect(await recording.outline()).toEqual([['trace messages.toolRunner', drawn]]);
      expect(await recording.span('agent')).toMatchObject({ input: { messages }, output: { content: [text('two')] } });
      expect(await recording.span('add')).toMatchObject({ input: { a: 1 }, output: '2' });
    });

    it('is recorded the same if it is read turn by turn, and ends if the reader leaves', async () => {
      endpoint.reply(json(message([call], { stop_reason: 'tool_use' })), json(message([text('two')])));
      endpoint.reply(json(message([call], { stop_reason: 'tool_use' })));
      const turns = await readAll(runner() as AsyncIterable<unknown>);
      expect(turns).toHaveLength(2);
      for await (const _turn of runner() as AsyncIterable<unknown>) break;
      expect(await recording.outline()).toEqual([
        ['trace messages.toolRunner', drawn],
        ['trace messages.toolRunner', ['agent agent', ['llm claude-haiku-4-5']]],
      ]);
    });

    it('throws the SDK’s error', async () => {
      endpoint.reply(json({ type: 'error', error: { type: 'invalid_request_error', message: 'no' } }, 400));
      await expect(runner().runUntilDone()).rejects.toBeInstanceOf(Client.BadRequestError);
      expect(await recording.outline()).toEqual([
        ['trace messages.toolRunner!', ['agent agent!', ['llm claude-haiku-4-5!']]],
      ]);
    });
  });

  it('nests in the current span, and is recorded once if it is tracked twice, with its clones', async () => {
    const copy = trackAnthropic(anthropic, recording.client).withOptions({ maxRetries: 1 });
    endpoint.reply(json(message([text('a')])), json(message([text('b')])));
    const answer = recording.client.track(async function answer() {
      await Promise.all([anthropic.messages.create(request), copy.messages.create(request)]);
    });
    await answer();
    expect(await recording.outline()).toEqual([
      ['trace answer', ['general answer', ['llm claude-haiku-4-5'], ['llm claude-haiku-4-5']]],
    ]);
  });
});

it('warns that nothing is recorded of an object that is not a client', () => {
  const warnings: string[] = [];
  const client = new Vitrine({
    transport: new MemoryTransport(),
    logger: { warn: (message) => warnings.push(message) },
  });
  const other = { messages: 'no' };
  expect(trackAnthropic(other, client)).toBe(other);
  expect(warnings.join()).toContain('not a client of `@anthropic-ai/sdk`');
});
