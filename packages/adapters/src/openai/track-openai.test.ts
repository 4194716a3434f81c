import { THREAD_KEYS } from '@vitrine/core/model';
import type OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryTransport, Vitrine } from '@vitrine/core';
import { ProviderServer, events, json, readAll } from '../model-calls/provider-server.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { majors } from './majors.fixture.ts';
import { chunks, completion, ledger, xaiUsage } from './openai.fixture.ts';
import { trackOpenAI } from './track-openai.ts';

let endpoint: ProviderServer;
let recording: Recording;
let openai: OpenAI;
let plain: OpenAI;

const messages = [{ role: 'user' as const, content: 'Hello?' }];

describe.each(majors)('openai $major', ({ Client, Azure }) => {
  const made = (): OpenAI => new Client({ apiKey: 'none', baseURL: `${endpoint.url}/v1`, maxRetries: 0 });

  beforeEach(async () => {
    endpoint = await ProviderServer.start();
    recording = new Recording();
    plain = made();
    openai = trackOpenAI(made(), recording.client);
  });
  afterEach(() => endpoint.close());

  describe('a chat completion', () => {
    it.each(THREAD_KEYS)('reads the thread from %s of the request’s metadata', async (key) => {
      endpoint.reply(json(completion({ content: 'Hi.' })));
      await openai.chat.completions.create({ model: 'gpt-5', messages, metadata: { [key]: 't-1' } });
      expect((await recording.traces())[0]?.thread_id).toBe('t-1');
    });

    it('takes the options around it: thread, tags and metadata of the trace and of the call', async () => {
      const { client } = recording;
      const tracked = trackOpenAI(made(), client, { threadId: 'of the client', tags: ['client'] });
      endpoint.reply(json(completion({ content: 'Hi.' })));
      const options = {
        trace: { threadId: 'around', tags: ['vip'], metadata: { tenant: 't1' } },
        span: { tags: ['retry'], metadata: { attempt: 2 } },
      };
      await client.runWithOptions(options, () => tracked.chat.completions.create({ model: 'gpt-5', messages }));
      expect((await recording.traces())[0]).toMatchObject({
        thread_id: 'around',
        tags: ['vip', 'client'],
        metadata: { tenant: 't1' },
      });
      expect(await recording.span('gpt-5')).toMatchObject({
        tags: ['retry'],
        metadata: { attempt: 2, finishReason: 'stop' },
      });
    });

    it('has a measured duration if the wall clock is set during the call', async () => {
      const { now } = Date;
      endpoint.reply(json(completion({ content: 'Hi.' })));
      const call = openai.chat.completions.create({ model: 'gpt-5', messages });
      Date.now = () => now() - 3_600_000;
      try {
        await call;
      } finally {
        Date.now = now;
      }
      for (const { start_time, end_time } of [await recording.span('gpt-5'), ...(await recording.traces())]) {
        expect(Date.parse(end_time ?? '')).toBeGreaterThanOrEqual(Date.parse(start_time));
      }
    });

    it('is a trace with the model call, and has the same result', async () => {
      const answer = completion({ content: 'Hi.' }, { service_tier: 'default' });
      endpoint.reply(json(answer), json(answer));
      const request = { model: 'gpt-5', messages, temperature: 0.5, metadata: { thread_id: 'th-1' } };
      expect(await openai.chat.completions.create(request)).toEqual(await plain.chat.completions.create(request));
      expect(await recording.outline()).toEqual([['trace chat.completions.create', ['llm gpt-5']]]);
      expect(endpoint.requests.at(0)?.body).toEqual(endpoint.requests.at(1)?.body);
      expect((await recording.traces()).at(0)).toMatchObject({
        thread_id: 'th-1',
        input: { messages },
        output: { role: 'assistant', content: 'Hi.' },
      });
      expect(await recording.span('gpt-5')).toMatchObject({
        type: 'llm',
        model: 'gpt-5-2025-08-07',
        provider: 'openai',
        input: { messages },
        output: { role: 'assistant', content: 'Hi.' },
        metadata: { parameters: { temperature: 0.5 }, finishReason: 'stop' },
        service_tier: 'default',
      });
    });

    it('counts each token once, with OpenAI’s own numbers', async () => {
      endpoint.reply(json(completion({ content: 'Hi.' })));
      const { usage } = await openai.chat.completions.create({ model: 'gpt-5', messages });
      const span = await recording.span('gpt-5');
      expect(span.ledger).toEqual(ledger);
      expect(span.usage).toMatchObject({
        prompt_tokens: usage?.prompt_tokens,
        completion_tokens: usage?.completion_tokens,
        total_tokens: usage?.total_tokens,
        cache_read_input_tokens: usage?.prompt_tokens_details?.cached_tokens,
        reasoning_tokens: usage?.completion_tokens_details?.reasoning_tokens,
      });
    });

    it('counts reasoning once for xAI, which counts it apart from the completion', async () => {
      endpoint.reply(json(completion({ content: 'Hi.' }, { model: 'grok-4', usage: xaiUsage })));
      await openai.chat.completions.create({ model: 'grok-4', messages });
      const { ledger: counted, usage } = await recording.span('grok-4');
      expect(counted).toEqual({ input: 26, cache_read: 6, cache_write: 0, output: 9, reasoning: 94 });
      expect(usage).toMatchObject({ prompt_tokens: 32, completion_tokens: 103, total_tokens: 135 });
    });

    it('returns an APIPromise, whose response can be read or left unread', async () => {
      endpoint.reply(
        json(completion({ content: 'Hi.' }), 200, { 'x-request-id': 'req-7' }),
        json(completion({ content: 'Hi.' })),
      );
      const promise = openai.chat.completions.create({ model: 'gpt-5', messages });
      expect(promise.constructor.name).toBe('APIPromise');
      const { data, response: raw, request_id } = await promise.withResponse();
      expect([data.choices.at(0)?.message.content, raw.status, request_id]).toEqual(['Hi.', 200, 'req-7']);
      const unread = await openai.chat.completions.create({ model: 'gpt-5', messages }).asResponse();
      expect(await unread.json()).toMatchObject({ object: 'chat.completion' });
      expect(await recording.outline()).toEqual([
        ['trace chat.completions.create', ['llm gpt-5']],
        ['trace chat.completions.create', ['llm gpt-5']],
      ]);
      const spans = await recording.spans();
      expect(spans.at(0)?.output).toMatchObject({ content: 'Hi.' });
      expect(spans.at(1)).toMatchObject({ metadata: { rawResponse: true } });
    });

    it('is recorded with its tools and tool calls', async () => {
      const tool_calls = [{ id: 'call-1', type: 'function', function: { name: 'add', arguments: '{"a":1}' } }];
      endpoint.reply(json(completion({ content: null, tool_calls })));
      await openai.chat.completions.create({
        model: 'gpt-5',
        messages,
        tools: [{ type: 'function', function: { name: 'add', parameters: { type: 'object', properties: {} } } }],
      });
      expect(await recording.span('gpt-5')).toMatchObject({
        output: { role: 'assistant', tool_calls },
        metadata: { tools: ['add'] },
      });
    });

    it('is recorded as text if it is parsed', async () => {
      endpoint.reply(json(completion({ content: '{"sum":2}' })));
      const { choices } = await openai.chat.completions.parse({
        model: 'gpt-5',
        messages,
        response_format: { type: 'json_schema', json_schema: { name: 'sum', schema: { type: 'object' } } },
      });
      expect(choices.at(0)?.message.content).toBe('{"sum":2}');
      expect(await recording.outline()).toEqual([['trace chat.completions.create', ['llm gpt-5']]]);
      expect((await recording.span('gpt-5')).output).toMatchObject({ content: '{"sum":2}' });
    });

    it('is recorded with all its choices', async () => {
      const choice = (content: string, index: number) => ({
        index,
        message: { role: 'assistant', content },
        finish_reason: 'stop',
      });
      endpoint.reply(json(completion({}, { choices: [choice('a', 0), choice('b', 1)] })));
      await openai.chat.completions.create({ model: 'gpt-5', messages, n: 2 });
      expect((await recording.span('gpt-5')).output).toMatchObject([{ content: 'a' }, { content: 'b' }]);
    });
  });

  describe('runTools', () => {
    const tool_calls = [{ id: 'c', type: 'function', function: { name: 'add', arguments: '{"a":1}' } }];
    const parameters = { type: 'object', properties: { a: { type: 'number' } } };
    const toolOf = (run: (args: { a: number }) => unknown) => ({
      type: 'function' as const,
      function: { name: 'add', description: 'Adds.', parameters, parse: JSON.parse, function: run },
    });

    it('is recorded as an agent with model calls and tools', async () => {
      const look = recording.client.track(function look() {});
      const add = toolOf(({ a }) => {
        look();
        return String(a + 1);
      });
      endpoint.reply(json(completion({ content: null, tool_calls })), json(completion({ content: 'two' })));
      const runner = openai.chat.completions.runTools({ model: 'gpt-5', messages, tools: [add] });
      expect(await runner.finalContent()).toBe('two');
      expect(await recording.outline()).toEqual([
        [
          'trace chat.completions.runTools',
          ['agent agent', ['llm gpt-5'], ['tool add', ['general look']], ['llm gpt-5']],
        ],
      ]);
      expect((await recording.span('agent')).output).toMatchObject({ role: 'assistant', content: 'two' });
      expect(await recording.span('add')).toMatchObject({ input: { a: 1 }, output: '2' });
      expect((await recording.spans()).filter((span) => span.ledger !== undefined)).toHaveLength(2);
    });

    it('streams, and accepts frozen tools', async () => {
      const calling = chunks(['x']).slice(0, 1) as { choices: { delta: object }[] }[];
      calling.at(0)!.choices.at(0)!.delta = { role: 'assistant', tool_calls: [{ index: 0, ...tool_calls.at(0) }] };
      endpoint.reply(events([...calling, ...chunks([])]), events(chunks(['two'])));
      const add = toolOf(({ a }) => String(a + 1));
      Object.freeze(add.function);
      const tools = [Object.freeze(add)];
      const runner = openai.chat.completions.runTools({ model: 'gpt-5', messages, tools, stream: true });
      expect(await runner.finalContent()).toBe('two');
      expect(await recording.outline()).toEqual([
        ['trace chat.completions.runTools', ['agent agent', ['llm gpt-5'], ['llm gpt-5']]],
      ]);
    });

    it('ends if it fails, and throws the SDK’s error', async () => {
      endpoint.reply(json({ error: { message: 'no' } }, 400));
      const runner = openai.chat.completions.runTools({ model: 'gpt-5', messages, tools: [toolOf(() => '')] });
      await expect(runner.done()).rejects.toBeInstanceOf(Client.BadRequestError);
      expect(await recording.outline()).toEqual([
        ['trace chat.completions.runTools!', ['agent agent!', ['llm gpt-5!']]],
      ]);
    });
  });

  it('records embeddings, moderations, images and text completions', async () => {
    const usage = { prompt_tokens: 8, total_tokens: 8 };
    const embedding = { object: 'embedding', index: 0, embedding: [0.1, 0.2] };
    const verdict = { flagged: true, categories: { violence: true, hate: false }, category_scores: {} };
    endpoint.reply(
      json({ object: 'list', model: 'text-embedding-3-small', data: [embedding, embedding], usage }),
      json({ id: 'modr-1', model: 'omni-moderation', results: [verdict] }),
      json({ created: 1, data: [{ b64_json: 'AAAA' }] }),
      json({
        id: 'cmpl-1',
        model: 'babbage-002',
        choices: [{ index: 0, text: 'once', finish_reason: 'length' }],
        usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      }),
    );
    const answer = await openai.embeddings.create({
      model: 'text-embedding-3-small',
      input: ['a', 'b'],
      encoding_format: 'float',
    });
    expect(answer.data.at(0)?.embedding).toEqual([0.1, 0.2]);
    await openai.moderations.create({ model: 'omni-moderation', input: 'x' });
    await openai.images.generate({ model: 'gpt-image-1', prompt: 'A cat.' });
    await openai.completions.create({ model: 'babbage-002', prompt: 'Once' });
    expect(await recording.outline()).toEqual([
      ['trace embeddings.create', ['embedding text-embedding-3-small']],
      ['trace moderations.create', ['guardrail omni-moderation']],
      ['trace images.generate', ['llm gpt-image-1']],
      ['trace completions.create', ['llm babbage-002']],
    ]);
    const spans = await recording.spans();
    expect(spans.map(({ output }) => output)).toEqual([
      { embeddings: 2, dimensions: 2 },
      { flagged: true, categories: ['violence'] },
      { images: [{ bytes: 3 }] },
      'once',
    ]);
    expect(spans.at(0)?.ledger).toMatchObject({ input: 8, output: 0 });
  });

  it('nests parallel calls in the current span', async () => {
    endpoint.reply(json(completion({ content: 'a' })), json(completion({ content: 'b' })));
    const create = () => openai.chat.completions.create({ model: 'gpt-5', messages });
    const answer = recording.client.track(async function answer() {
      await Promise.all([create(), create()]);
    });
    await answer();
    expect(await recording.outline()).toEqual([['trace answer', ['general answer', ['llm gpt-5'], ['llm gpt-5']]]]);
  });

  it('returns the same client, which is recorded once if it is tracked twice, with its clones', async () => {
    expect(trackOpenAI(openai, recording.client)).toBe(openai);
    const copy = openai.withOptions({ maxRetries: 1 });
    expect(copy).toBeInstanceOf(Client);
    endpoint.reply(json(completion({ content: 'a' })), json(completion({ content: 'b' })));
    await openai.chat.completions.create({ model: 'gpt-5', messages });
    await copy.chat.completions.create({ model: 'gpt-5', messages });
    expect(await recording.spans()).toHaveLength(2);
  });

  it('makes traces with the fields of its options', async () => {
    const named = trackOpenAI(made(), recording.client, {
      name: 'small talk',
      threadId: ({ user }) => `of ${String(user)}`,
      tags: ['chat'],
      metadata: { team: 'x' },
      provider: 'ollama',
    });
    endpoint.reply(json(completion({ content: 'a' })));
    await named.chat.completions.create({ model: 'gpt-5', messages, user: 'u-1' });
    expect((await recording.traces()).at(0)).toMatchObject({
      name: 'small talk',
      thread_id: 'of u-1',
      tags: ['chat'],
      metadata: { team: 'x' },
    });
    expect((await recording.span('gpt-5')).provider).toBe('ollama');
  });

  it('knows Azure and OpenAI by their addresses, and requests the usage of their streams', async () => {
    const answering = (list: object[]) => async () =>
      new Response(list.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('') + 'data: [DONE]\n\n', {
        headers: { 'content-type': 'text/event-stream' },
      });
    const bodies: unknown[] = [];
    const options = {
      apiKey: 'none',
      fetch: async (_url: unknown, init?: RequestInit) => {
        bodies.push((JSON.parse(init?.body as string) as { stream_options?: unknown }).stream_options);
        return await answering(chunks(['a'], { usage: true }))();
      },
    };
    const azure = (apiVersion: string) =>
      new Azure({ ...options, endpoint: 'https://mine.openai.azure.com', apiVersion });
    const own = new Client(options);
    for (const each of [own, azure('2024-10-21'), azure('2024-06-01')]) {
      const tracked = trackOpenAI(each, recording.client);
      const read = await readAll(await tracked.chat.completions.create({ model: 'gpt-5', messages, stream: true }));
      expect(read.length).toBe(bodies.at(-1) === undefined ? 3 : 2);
    }
    expect(bodies).toEqual([{ include_usage: true }, { include_usage: true }, undefined]);
    expect((await recording.spans()).map(({ provider }) => provider)).toEqual(['openai', 'azure', 'azure']);
  });
});

it('warns that nothing is recorded of an object that is not a client', () => {
  const warnings: string[] = [];
  const client = new Vitrine({
    transport: new MemoryTransport(),
    logger: { warn: (message) => warnings.push(message) },
  });
  const other = { chat: 'no' };
  expect(trackOpenAI(other, client)).toBe(other);
  expect(warnings.join()).toMatch(/not a client of `openai`/);
});
