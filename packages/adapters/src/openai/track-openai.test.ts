import OpenAI, { AzureOpenAI } from 'openai';
import OpenAI5, { AzureOpenAI as AzureOpenAI5 } from 'openai-5';
import OpenAI6, { AzureOpenAI as AzureOpenAI6 } from 'openai-6';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Endpoint, events, json, readAll, silence } from '../model-calls/endpoint.fixture.ts';
import { Recording } from '../outline.fixture.ts';
import { chunks, completion, ledger, messageItem, response, responseEvents, responseUsage } from './openai.fixture.ts';
import { trackOpenAI } from './track-openai.ts';

let endpoint: Endpoint;
let recording: Recording;

beforeEach(async () => {
  endpoint = await Endpoint.start();
});
afterEach(() => endpoint.close());

const messages = [{ role: 'user' as const, content: 'Hello?' }];

describe.each([
  ['5', OpenAI5, AzureOpenAI5],
  ['6', OpenAI6, AzureOpenAI6],
  ['7', OpenAI, AzureOpenAI],
])('openai %s', (_major, Client, Azure) => {
  let openai: OpenAI;
  let plain: OpenAI;

  /** The majors have one surface, as far as it is used here. */
  const made = (options: object = {}): OpenAI =>
    new Client({ apiKey: 'none', baseURL: `${endpoint.url}/v1`, maxRetries: 0, ...options }) as unknown as OpenAI;

  beforeEach(() => {
    recording = new Recording();
    plain = made();
    openai = trackOpenAI(made(), recording.client, { streamUsage: true });
  });

  describe('a chat completion', () => {
    it('is a trace with the model call, and gives what it gave before', async () => {
      const answer = completion({ content: 'Hi.' }, { service_tier: 'default' });
      endpoint.reply(json(answer), json(answer));
      const request = { model: 'gpt-5', messages, temperature: 0.5, metadata: { thread_id: 'th-1' } };
      expect(await openai.chat.completions.create(request)).toEqual(await plain.chat.completions.create(request));
      expect(await recording.outline()).toEqual([['trace chat.completions.create', ['llm gpt-5']]]);
      expect(endpoint.asked.at(0)?.body).toEqual(endpoint.asked.at(1)?.body);
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
        metadata: { parameters: { temperature: 0.5 }, finishReason: 'stop', serviceTier: 'default' },
      });
    });

    it('keeps OpenAI’s own numbers, each token once', async () => {
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

    it('keeps its APIPromise, with the response and without reading it', async () => {
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

    it('shows the tools that it was given and the calls that it asks for', async () => {
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

    it('that is parsed is recorded as what was said', async () => {
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

    it('with several answers shows all of them', async () => {
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

  describe('a call that fails', () => {
    it('throws what it threw before, after its retries, in one span', async () => {
      const error = { error: { message: 'Rate limit reached.', type: 'rate_limit_exceeded', code: null, param: null } };
      const refused = json(error, 429, { 'retry-after-ms': '1' });
      endpoint.reply(refused, refused, refused);
      const call = openai.chat.completions.create({ model: 'gpt-5', messages }, { maxRetries: 2 });
      await expect(call).rejects.toMatchObject({ status: 429, name: 'Error', message: '429 Rate limit reached.' });
      await expect(call).rejects.toBeInstanceOf(Client.RateLimitError);
      expect(endpoint.asked).toHaveLength(3);
      expect(await recording.outline()).toEqual([['trace chat.completions.create!', ['llm gpt-5!']]]);
      expect((await recording.span('gpt-5')).error_info).toMatchObject({ message: '429 Rate limit reached.' });
    });

    it('ends where it is aborted, and where it times out', async () => {
      endpoint.reply(silence, silence);
      const abort = new AbortController();
      const call = openai.chat.completions.create({ model: 'gpt-5', messages }, { signal: abort.signal });
      abort.abort();
      await expect(call).rejects.toBeInstanceOf(Client.APIUserAbortError);
      const late = openai.chat.completions.create({ model: 'gpt-5', messages }, { timeout: 20 });
      await expect(late).rejects.toBeInstanceOf(Client.APIConnectionTimeoutError);
      expect(await recording.outline()).toEqual([
        ['trace chat.completions.create!', ['llm gpt-5!']],
        ['trace chat.completions.create!', ['llm gpt-5!']],
      ]);
    });

    it('ends where the answer is not JSON', async () => {
      endpoint.reply((res) => void res.writeHead(200, { 'content-type': 'application/json' }).end('<html>'));
      await expect(openai.chat.completions.create({ model: 'gpt-5', messages })).rejects.toBeInstanceOf(SyntaxError);
      expect(await recording.outline()).toEqual([['trace chat.completions.create!', ['llm gpt-5!']]]);
    });

    it('fails by the helpers too, where it is handled', async () => {
      const refused = json({ error: { message: 'no' } }, 400);
      endpoint.reply(refused, refused, refused);
      const format = { type: 'json_schema' as const, json_schema: { name: 'sum', schema: { type: 'object' } } };
      const parse = openai.chat.completions.parse({ model: 'gpt-5', messages, response_format: format });
      await expect(parse).rejects.toBeInstanceOf(Client.BadRequestError);
      await expect(openai.responses.parse({ model: 'gpt-5', input: 'x' })).rejects.toThrow('400 no');
      await expect(openai.responses.stream({ model: 'gpt-5', input: 'x' }).finalResponse()).rejects.toThrow('400 no');
      expect(await recording.outline()).toEqual([
        ['trace chat.completions.create!', ['llm gpt-5!']],
        ['trace responses.create!', ['llm gpt-5!']],
        ['trace responses.create!', ['llm gpt-5!']],
      ]);
    });

    it('that nobody awaits is still an unhandled rejection', async () => {
      const seen = new Promise((resolve) => process.once('unhandledRejection', resolve));
      endpoint.reply(json({ error: { message: 'no' } }, 400));
      void openai.chat.completions.create({ model: 'gpt-5', messages });
      expect(await seen).toBeInstanceOf(Client.BadRequestError);
      expect(await recording.outline()).toEqual([['trace chat.completions.create!', ['llm gpt-5!']]]);
    });
  });

  describe('a chat stream', () => {
    const request = { model: 'gpt-5', messages, stream: true as const };

    it('gives the chunks that it gave before, and is counted by a chunk that is kept from the reader', async () => {
      endpoint.reply(events(chunks(['Hel', 'lo.'], { usage: true })), events(chunks(['Hel', 'lo.'])));
      const read = await readAll(await openai.chat.completions.create(request));
      const before = await readAll(await plain.chat.completions.create(request));
      const withoutIds = (list: object[]) => list.map((chunk) => ({ ...chunk, id: '' }));
      expect(withoutIds(read)).toEqual(withoutIds(before));
      expect(endpoint.asked.map(({ body }) => body['stream_options'])).toEqual([{ include_usage: true }, undefined]);
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

    it('gives the usage to those who ask for it, and asks for nothing where the request says not to', async () => {
      const usageOf = async (include_usage: boolean): Promise<unknown> => {
        const stream = await openai.chat.completions.create({ ...request, stream_options: { include_usage } });
        return (await readAll(stream)).at(-1)?.usage;
      };
      endpoint.reply(events(chunks(['a'], { usage: true })), events(chunks(['a'])));
      expect(await usageOf(true)).toMatchObject({ total_tokens: 2306 });
      expect(await usageOf(false)).toBeUndefined();
      expect(endpoint.asked.map(({ body }) => body['stream_options'])).toEqual([
        { include_usage: true },
        { include_usage: false },
      ]);
      expect((await recording.spans()).map((span) => span.ledger?.cache_read)).toEqual([1920, undefined]);
    });

    it('adds nothing to requests of endpoints that may refuse it', async () => {
      endpoint.reply(events(chunks(['a'])));
      await readAll(await trackOpenAI(made(), recording.client).chat.completions.create(request));
      expect(endpoint.asked.at(0)?.body).not.toHaveProperty('stream_options');
      expect((await recording.span('gpt-5')).output).toMatchObject({ content: 'a' });
    });

    it('joins tool calls that come in pieces, in parallel', async () => {
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

    it('that is left early ends, with what had come, and closes its request', async () => {
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

    it('that is aborted ends without an error, as it does for the reader', async () => {
      endpoint.reply(events(chunks(['a', 'b']).slice(0, 2), { end: 'open' }));
      const stream = await openai.chat.completions.create(request);
      for await (const chunk of stream) if (chunk.choices.at(0)?.delta.content === 'b') stream.controller.abort();
      expect(await recording.span('gpt-5')).toMatchObject({
        output: { content: 'ab' },
        metadata: { finishReason: 'aborted' },
      });
    });

    it('that breaks off fails for the reader and in the trace, with what had come', async () => {
      endpoint.reply(events(chunks(['a', 'b']).slice(0, 2), { end: 'cut' }));
      const stream = await openai.chat.completions.create(request);
      await expect(readAll(stream)).rejects.toThrow();
      expect(await recording.outline()).toEqual([['trace chat.completions.create!', ['llm gpt-5!']]]);
      expect((await recording.span('gpt-5')).output).toMatchObject({ content: 'ab' });
    });

    it('can be split with tee, and be a ReadableStream', async () => {
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

    it('of the stream helper is recorded once, and its events and its final completion stay', async () => {
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

    it('of the stream helper that is aborted fails as before', async () => {
      endpoint.reply(events(chunks(['a', 'b']).slice(0, 2), { end: 'open' }));
      const stream = openai.chat.completions.stream({ model: 'gpt-5', messages });
      stream.on('content', (delta) => delta === 'b' && stream.abort());
      await expect(stream.finalChatCompletion()).rejects.toBeInstanceOf(Client.APIUserAbortError);
      expect(await recording.span('gpt-5')).toMatchObject({ output: { content: 'ab' }, end_time: expect.any(String) });
    });
  });

  describe('runTools', () => {
    it('is a model call for each turn', async () => {
      const tool_calls = [{ id: 'c', type: 'function', function: { name: 'add', arguments: '{}' } }];
      endpoint.reply(json(completion({ content: null, tool_calls })), json(completion({ content: 'two' })));
      const add = recording.client.track({ kind: 'tool' }, async function add() {
        return '2';
      });
      const agent = recording.client.track({ kind: 'agent' }, async function agent() {
        const parameters = { type: 'object', properties: {} };
        const tool = {
          type: 'function' as const,
          function: { name: 'add', description: 'Adds.', parameters, function: add },
        };
        return await openai.chat.completions.runTools({ model: 'gpt-5', messages, tools: [tool] }).finalContent();
      });
      expect(await agent()).toBe('two');
      expect(await recording.outline()).toEqual([
        ['trace agent', ['agent agent', ['llm gpt-5'], ['tool add'], ['llm gpt-5']]],
      ]);
    });
  });

  describe('a response', () => {
    it('shows its instructions, its input and all that came out', async () => {
      const call = {
        type: 'function_call',
        id: 'fc_1',
        call_id: 'c',
        name: 'add',
        arguments: '{}',
        status: 'completed',
      };
      endpoint.reply(json(response([messageItem('Hi.'), call])));
      const answer = await openai.responses.create({
        model: 'gpt-5',
        instructions: 'Be brief.',
        input: 'Hello?',
        reasoning: { effort: 'low' },
        conversation: 'conv_1',
      });
      expect(answer.output_text).toBe('Hi.');
      expect((await recording.traces()).at(0)?.thread_id).toBe('conv_1');
      expect(await recording.span('gpt-5')).toMatchObject({
        input: {
          messages: [
            { role: 'system', content: 'Be brief.' },
            { role: 'user', content: 'Hello?' },
          ],
        },
        output: [
          { role: 'assistant', content: [{ text: 'Hi.' }] },
          { type: 'function_call', name: 'add' },
        ],
        ledger,
        usage: {
          prompt_tokens: answer.usage?.input_tokens,
          completion_tokens: answer.usage?.output_tokens,
          total_tokens: answer.usage?.total_tokens,
        },
        metadata: { parameters: { reasoning: { effort: 'low' } }, finishReason: 'completed', responseId: answer.id },
      });
      expect(answer.usage).toEqual(responseUsage);
    });

    it('that failed or was cut short says so', async () => {
      endpoint.reply(
        json(response([], { status: 'failed', error: { code: 'server_error', message: 'It broke.' } })),
        json(
          response([messageItem('Hi')], { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }),
        ),
      );
      await openai.responses.create({ model: 'gpt-5', input: 'x' });
      await openai.responses.create({ model: 'gpt-5', input: 'x' });
      expect(await recording.outline()).toEqual([
        ['trace responses.create!', ['llm gpt-5!']],
        ['trace responses.create', ['llm gpt-5']],
      ]);
      expect((await recording.spans()).at(1)?.metadata).toMatchObject({ finishReason: 'max_output_tokens' });
    });

    it('streams, by the method and by the helper', async () => {
      endpoint.reply(
        events(responseEvents(['Hel', 'lo.']), { named: true }),
        events(responseEvents(['Hel', 'lo.']), { named: true }),
      );
      const stream = await openai.responses.create({ model: 'gpt-5', input: 'x', stream: true });
      expect((await readAll(stream)).map(({ type }) => type).at(-1)).toBe('response.completed');
      const whole = await openai.responses.stream({ model: 'gpt-5', input: 'x' }).finalResponse();
      expect(whole.output).toMatchObject([{ content: [{ text: 'Hello.' }] }]);
      const spans = await recording.spans();
      expect(spans).toHaveLength(2);
      for (const span of spans) {
        expect(span).toMatchObject({ ledger, output: [{ content: [{ text: 'Hello.' }] }] });
        expect(span.ttft).toBeGreaterThan(0);
      }
    });

    it('whose stream is left shows what had come', async () => {
      endpoint.reply(events(responseEvents(['Hel', 'lo.'], { isCut: true }), { named: true, end: 'open' }));
      const stream = await openai.responses.create({ model: 'gpt-5', input: 'x', stream: true });
      for await (const event of stream) if (event.type === 'response.output_text.delta' && event.delta === 'lo.') break;
      expect(await recording.span('gpt-5')).toMatchObject({
        output: [{ role: 'assistant', content: [{ text: 'Hello.' }] }],
        metadata: { finishReason: 'left' },
      });
    });

    it('that is parsed is parsed', async () => {
      endpoint.reply(json(response([messageItem('{"sum":2}')])));
      const { output_parsed } = await openai.responses.parse({
        model: 'gpt-5',
        input: 'x',
        text: { format: { type: 'json_schema', name: 'sum', schema: { type: 'object' } } },
      });
      expect(output_parsed).toEqual({ sum: 2 });
      expect(await recording.outline()).toEqual([['trace responses.create', ['llm gpt-5']]]);
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

  it('nests in what is recorded around it, and runs in parallel', async () => {
    endpoint.reply(json(completion({ content: 'a' })), json(completion({ content: 'b' })));
    const create = () => openai.chat.completions.create({ model: 'gpt-5', messages });
    const answer = recording.client.track(async function answer() {
      await Promise.all([create(), create()]);
    });
    await answer();
    expect(await recording.outline()).toEqual([['trace answer', ['general answer', ['llm gpt-5'], ['llm gpt-5']]]]);
  });

  it('is the same client, recorded once however often it is tracked, with the copies that it makes', async () => {
    expect(trackOpenAI(openai, recording.client)).toBe(openai);
    const copy = openai.withOptions({ maxRetries: 1 });
    expect(copy).toBeInstanceOf(Client);
    endpoint.reply(json(completion({ content: 'a' })), json(completion({ content: 'b' })));
    await openai.chat.completions.create({ model: 'gpt-5', messages });
    await copy.chat.completions.create({ model: 'gpt-5', messages });
    expect(await recording.spans()).toHaveLength(2);
  });

  it('says what the options say of the traces that it makes', async () => {
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

  it('knows Azure and OpenAI by their addresses, and asks them for the usage of streams', async () => {
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
      new Azure({ ...options, endpoint: 'https://mine.openai.azure.com', apiVersion }) as unknown as OpenAI;
    const own = new Client(options) as unknown as OpenAI;
    for (const each of [own, azure('2024-10-21'), azure('2024-06-01')]) {
      const tracked = trackOpenAI(each, recording.client);
      const read = await readAll(await tracked.chat.completions.create({ model: 'gpt-5', messages, stream: true }));
      expect(read.length).toBe(bodies.at(-1) === undefined ? 3 : 2);
    }
    expect(bodies).toEqual([{ include_usage: true }, { include_usage: true }, undefined]);
    expect((await recording.spans()).map(({ provider }) => provider)).toEqual(['openai', 'azure', 'azure']);
  });
});
