import type OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProviderServer, events, json, readAll } from '../model-calls/provider-server.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { majors } from './majors.fixture.ts';
import { ledger, messageItem, response, responseEvents, responseUsage } from './openai.fixture.ts';
import { trackOpenAI } from './track-openai.ts';

let endpoint: ProviderServer;
let recording: Recording;
let openai: OpenAI;

describe.each(majors)('a response of openai $major', ({ Client }) => {
  const made = (): OpenAI => new Client({ apiKey: 'none', baseURL: `${endpoint.url}/v1`, maxRetries: 0 });

  beforeEach(async () => {
    endpoint = await ProviderServer.start();
    recording = new Recording();

    openai = trackOpenAI(made(), recording.client, { streamUsage: true });
  });
  afterEach(() => endpoint.close());

  it('is recorded with its instructions, its input and all its output', async () => {
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

  it('is recorded with its error or its reason if it is incomplete', async () => {
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

  it('is streamed by the method and by the helper', async () => {
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

  it('is recorded with the content so far if its stream is abandoned', async () => {
    endpoint.reply(events(responseEvents(['Hel', 'lo.'], { isCut: true }), { named: true, end: 'open' }));
    const stream = await openai.responses.create({ model: 'gpt-5', input: 'x', stream: true });
    for await (const event of stream) if (event.type === 'response.output_text.delta' && event.delta === 'lo.') break;
    expect(await recording.span('gpt-5')).toMatchObject({
      output: [{ role: 'assistant', content: [{ text: 'Hello.' }] }],
      metadata: { finishReason: 'left' },
    });
  });

  it('is still parsed by the parse helper', async () => {
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
