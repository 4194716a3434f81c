import type OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProviderServer, events, readAll } from '../model-calls/provider-server.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { majors } from './majors.fixture.ts';
import { chunks, ledger } from './openai.fixture.ts';
import { trackOpenAI } from './track-openai.ts';

let endpoint: ProviderServer;
let recording: Recording;
let openai: OpenAI;
let plain: OpenAI;

const messages = [{ role: 'user' as const, content: 'Hello?' }];

describe.each(majors)('a chat stream of openai $major', ({ Client }) => {
  const made = (): OpenAI => new Client({ apiKey: 'none', baseURL: `${endpoint.url}/v1`, maxRetries: 0 });

  beforeEach(async () => {
    endpoint = await ProviderServer.start();
    recording = new Recording();
    plain = made();
    openai = trackOpenAI(made(), recording.client, { streamUsage: true });
  });
  afterEach(() => endpoint.close());

  const request = { model: 'gpt-5', messages, stream: true as const };

  it('has the same chunks for the reader, and is counted by a hidden chunk', async () => {
    endpoint.reply(events(chunks(['Hel', 'lo.'], { usage: true })), events(chunks(['Hel', 'lo.'])));
    const read = await readAll(await openai.chat.completions.create(request));
    const before = await readAll(await plain.chat.completions.create(request));
    const withoutIds = (list: object[]) => list.map((chunk) => ({ ...chunk, id: '' }));
    expect(withoutIds(read)).toEqual(withoutIds(before));
    expect(endpoint.requests.map(({ body }) => body['stream_options'])).toEqual([{ include_usage: true }, undefined]);
    const span = await recording.span('gpt-5');
    expect(span).toMatchObject({
      output: { role: 'assistant', content: 'Hello.' },
      model: 'gpt-5-2025-08-07',
      ledger,
      metadata: { finishReason: 'stop' },
    });
    expect(span.ttft).toBeGreaterThan(0);
    expect((await recording.traces()).at(0)?.ttft).toBe(span.ttft);
  });

  it('has the usage for a reader who requests it, and requests none if the reader excludes it', async () => {
    const usageOf = async (include_usage: boolean): Promise<unknown> => {
      const stream = await openai.chat.completions.create({ ...request, stream_options: { include_usage } });
      return (await readAll(stream)).at(-1)?.usage;
    };
    endpoint.reply(events(chunks(['a'], { usage: true })), events(chunks(['a'])));
    expect(await usageOf(true)).toMatchObject({ total_tokens: 2306 });
    expect(await usageOf(false)).toBeUndefined();
    expect(endpoint.requests.map(({ body }) => body['stream_options'])).toEqual([
      { include_usage: true },
      { include_usage: false },
    ]);
    expect((await recording.spans()).map((span) => span.ledger?.cache_read)).toEqual([1920, undefined]);
  });

  it('does not change requests to endpoints that may reject stream options', async () => {
    endpoint.reply(events(chunks(['a'])));
    await readAll(await trackOpenAI(made(), recording.client).chat.completions.create(request));
    expect(endpoint.requests.at(0)?.body).not.toHaveProperty('stream_options');
    expect((await recording.span('gpt-5')).output).toMatchObject({ content: 'a' });
  });

  it('does not change requests that are not recorded', async () => {
    recording.client.setActive(false);
    endpoint.reply(events(chunks(['a'])));
    expect(await readAll(await openai.chat.completions.create(request))).toHaveLength(2);
    expect(endpoint.requests.at(0)?.body).not.toHaveProperty('stream_options');
    expect(await recording.spans()).toEqual([]);
  });

  it('joins parallel tool calls from pieces', async () => {
    const call = (index: number, id: string | undefined, name: string | undefined, args: string) => ({
      id: 'chatcmpl-x',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'gpt-5-2025-08-07',
      choices: [
        {
          index: 0,
          delta: { tool_calls: [{ index, id, type: 'function', function: { name, arguments: args } }] },
          finish_reason: null,
        },
      ],
    });
    endpoint.reply(
      events([
        call(0, 'c0', 'add', '{"a"'),
        call(1, 'c1', 'sub', ''),
        call(0, undefined, undefined, ':1}'),
        call(1, undefined, undefined, '{}'),
      ]),
    );
    await readAll(await openai.chat.completions.create(request));
    const span = await recording.span('gpt-5');
    expect(span.output).toEqual({
      role: 'assistant',
      tool_calls: [
        { id: 'c0', type: 'function', function: { name: 'add', arguments: '{"a":1}' } },
        { id: 'c1', type: 'function', function: { name: 'sub', arguments: '{}' } },
      ],
    });
    expect(span.ttft).toBeGreaterThan(0);
  });

  it('ends with the content so far if the reader leaves, and closes its request', async () => {
    endpoint.reply(events(chunks(['a', 'b', 'c']).slice(0, 3), { end: 'open' }));
    const stream = await openai.chat.completions.create(request);
    for await (const chunk of stream) if (chunk.choices.at(0)?.delta.content === 'b') break;
    expect(stream.controller.signal.aborted).toBe(true);
    expect(await recording.outline()).toEqual([['trace chat.completions.create', ['llm gpt-5']]]);
    expect(await recording.span('gpt-5')).toMatchObject({
      output: { content: 'ab' },
      metadata: { finishReason: 'left' },
    });
  });

  it('ends without an error if it is aborted, as it does for the reader', async () => {
    endpoint.reply(events(chunks(['a', 'b']).slice(0, 2), { end: 'open' }));
    const stream = await openai.chat.completions.create(request);
    for await (const chunk of stream) if (chunk.choices.at(0)?.delta.content === 'b') stream.controller.abort();
    expect(await recording.span('gpt-5')).toMatchObject({
      output: { content: 'ab' },
      metadata: { finishReason: 'aborted' },
    });
  });

  it('fails for the reader and in the trace if it breaks off, with the content so far', async () => {
    endpoint.reply(events(chunks(['a', 'b']).slice(0, 2), { end: 'cut' }));
    const stream = await openai.chat.completions.create(request);
    await expect(readAll(stream)).rejects.toThrow();
    expect(await recording.outline()).toEqual([['trace chat.completions.create!', ['llm gpt-5!']]]);
    expect((await recording.span('gpt-5')).output).toMatchObject({ content: 'ab' });
  });

  it('can be split with tee, and turned into a ReadableStream', async () => {
    endpoint.reply(events(chunks(['a', 'b'], { usage: true })), events(chunks(['c'], { usage: true })));
    const branches = (await openai.chat.completions.create(request)).tee();
    const [left, right] = await Promise.all(branches.map((branch) => readAll(branch)));
    expect(left).toHaveLength(3);
    expect(right).toEqual(left);
    const readable = (await openai.chat.completions.create(request)).toReadableStream();
    expect(await new Response(readable).text()).toContain('"content":"c"');
    const spans = await recording.spans();
    expect(spans.map((span) => (span.output as { content: string }).content)).toEqual(['ab', 'c']);
    expect(spans.map((span) => span.ledger)).toEqual([ledger, ledger]);
  });

  it('is recorded once by the stream helper, with the same events and final completion', async () => {
    endpoint.reply(events(chunks(['Hel', 'lo.'], { usage: true })));
    const stream = openai.chat.completions.stream({ model: 'gpt-5', messages });
    const deltas: string[] = [];
    stream.on('content', (delta) => deltas.push(delta));
    const whole = await stream.finalChatCompletion();
    expect(deltas).toEqual(['Hel', 'lo.']);
    expect(whole.choices.at(0)?.message.content).toBe('Hello.');
    expect(await recording.outline()).toEqual([['trace chat.completions.create', ['llm gpt-5']]]);
    expect((await recording.span('gpt-5')).ledger).toEqual(ledger);
  });

  it('still has parsed tool arguments in the stream helper', async () => {
    const call = { index: 0, id: 'c', type: 'function', function: { name: 'add', arguments: '{"a":1}' } };
    const [first, last] = chunks(['']) as { choices: { delta: object }[] }[];
    const calling = {
      ...first,
      choices: [{ index: 0, delta: { role: 'assistant', tool_calls: [call] }, finish_reason: null }],
    };
    const ending = { ...last, choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] };
    endpoint.reply(events([calling, ending]));
    const parameters = {
      type: 'object',
      properties: { a: { type: 'number' } },
      required: ['a'],
      additionalProperties: false,
    };
    const tools = [{ type: 'function' as const, function: { name: 'add', strict: true, parameters } }];
    const whole = await openai.chat.completions.stream({ model: 'gpt-5', messages, tools }).finalChatCompletion();
    expect(whole.choices.at(0)?.message.tool_calls?.at(0)).toMatchObject({
      function: { name: 'add', parsed_arguments: { a: 1 } },
    });
    expect(endpoint.requests.at(0)?.body).toMatchObject({ stream_options: { include_usage: true } });
    expect((await recording.span('gpt-5')).output).toMatchObject({ tool_calls: [{ function: { name: 'add' } }] });
  });

  it('throws the SDK’s error if the stream helper is aborted', async () => {
    endpoint.reply(events(chunks(['a', 'b']).slice(0, 2), { end: 'open' }));
    const stream = openai.chat.completions.stream({ model: 'gpt-5', messages });
    stream.on('content', (delta) => delta === 'b' && stream.abort());
    await expect(stream.finalChatCompletion()).rejects.toBeInstanceOf(Client.APIUserAbortError);
    expect(await recording.span('gpt-5')).toMatchObject({ output: { content: 'ab' }, end_time: expect.any(String) });
  });
});
