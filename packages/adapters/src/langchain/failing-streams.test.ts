import { ChatPromptTemplate } from '@langchain/core/prompts';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent } from 'langchain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, events, json, ProviderServer } from '../model-calls/provider-server.fixture.ts';
import { chunks, completion } from '../openai/openai.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { vitrineCallbacks } from './vitrine-callbacks.ts';

const head = chunks(['Hel', 'lo']).slice(0, 2) as { choices: object[] }[];
const call = { index: 0, id: 'call-1', type: 'function', function: { name: 'add', arguments: '{"a":1}' } };
const partial = [...head, { ...head[0], choices: [{ index: 0, delta: { tool_calls: [call] }, finish_reason: null }] }];
const overloaded = { error: { type: 'overloaded_error', message: 'Overloaded', code: null, param: null } };

let server: ProviderServer;
let recording: Recording;
let callbacks: ReturnType<typeof vitrineCallbacks>[];

beforeEach(async () => {
  server = await ProviderServer.start();
  recording = new Recording();
  callbacks = [vitrineCallbacks(recording.client)];
});
afterEach(() => server.close());

const chat = (): ChatOpenAI =>
  new ChatOpenAI({
    model: 'gpt-5',
    apiKey: 'none',
    maxRetries: 0,
    streaming: true,
    useResponsesApi: false,
    configuration: { baseURL: server.url },
  });

/** Reads a stream until it fails, ends or is aborted after three chunks. */
async function read(stream: AsyncIterable<unknown>, abort: AbortController): Promise<unknown> {
  let count = 0;
  try {
    for await (const _ of stream) if (++count === 3) abort.abort();
  } catch (error) {
    return error;
  }
  return undefined;
}

const ENDS: [name: string, answer: () => Answer, errorInfo: object][] = [
  ['that is aborted', () => events(partial, { end: 'open' }), { message: expect.stringMatching(/abort/i) }],
  ['that breaks off', () => events(partial, { end: 'cut' }), { message: 'terminated' }],
  [
    'with an error of the provider',
    () => events([...partial, overloaded], { end: 'close' }),
    { exception_type: 'overloaded_error', message: 'Overloaded' },
  ],
];

describe.each(ENDS)('a stream %s', (name, answer, errorInfo) => {
  const isAborted = name === 'that is aborted';

  it('keeps the text and the tool calls of a model', async () => {
    server.reply(answer());
    const abort = new AbortController();
    const stream = await chat().stream('Hello?', { callbacks, signal: abort.signal });
    await read(stream, isAborted ? abort : new AbortController());
    const output = { role: 'assistant', content: 'Hello', tool_calls: [{ id: 'call-1', name: 'add', args: { a: 1 } }] };
    await expect.poll(async () => JSON.stringify(await recording.outline())).not.toContain('…');
    expect((await recording.spans())[0]).toMatchObject({ output, error_info: errorInfo });
    expect((await recording.traces())[0]).toMatchObject({ output, error_info: errorInfo });
  });

  it('keeps the text of a model in a chain, on the trace too', async () => {
    server.reply(answer());
    const abort = new AbortController();
    const chain = ChatPromptTemplate.fromTemplate('{question}').pipe(chat());
    const stream = await chain.stream({ question: 'Hello?' }, { callbacks, signal: abort.signal });
    await read(stream, isAborted ? abort : new AbortController());
    await expect.poll(async () => JSON.stringify(await recording.outline())).not.toContain('…');
    expect((await recording.traces())[0]).toMatchObject({ output: { content: 'Hello' }, error_info: errorInfo });
  });

  it('keeps the text of a model in a graph, on the trace too', async () => {
    server.reply(answer());
    const abort = new AbortController();
    const agent = createAgent({ model: chat(), tools: [] });
    const input = { messages: [{ role: 'user', content: 'Hello?' }] };
    const stream = await agent.stream(input, { callbacks, signal: abort.signal, streamMode: 'messages' });
    await read(stream, isAborted ? abort : new AbortController());
    await expect.poll(async () => JSON.stringify(await recording.outline())).not.toContain('…');
    const model = (await recording.spans()).find(({ kind }) => kind === 'llm');
    expect(model).toMatchObject({ output: { content: 'Hello' }, error_info: errorInfo });
    expect((await recording.traces())[0]).toMatchObject({ output: { content: 'Hello' }, error_info: errorInfo });
  });
});

it('a run that goes on after a failed model has its own output', async () => {
  server.reply(events([...partial, overloaded], { end: 'close' }), json(completion({ content: 'Spare.' })));
  const spare = new ChatOpenAI({
    model: 'gpt-5',
    apiKey: 'none',
    maxRetries: 0,
    useResponsesApi: false,
    configuration: { baseURL: server.url },
  });
  await chat().withFallbacks([spare]).invoke('Hello?', { callbacks, runName: 'call' });
  expect((await recording.traces())[0]).toMatchObject({ output: { content: 'Spare.' } });
  expect((await recording.traces())[0]?.error_info ?? null).toBe(null);
});
