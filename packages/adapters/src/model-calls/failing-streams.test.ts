import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trackAnthropic } from '../anthropic/track-anthropic.ts';
import { trackGoogleGenAI } from '../google-genai/track-google-genai.ts';
import { chunks, responseEvents } from '../openai/openai.fixture.ts';
import { trackOpenAI } from '../openai/track-openai.ts';
import { Recording } from '../recording.fixture.ts';
import { type Answer, events, ProviderServer } from './provider-server.fixture.ts';

type Stream = AsyncIterable<unknown>;

/** A method that streams, and the events that its provider sends before the end. */
interface Method {
  /** Starts a stream. Returns it with the function that aborts it. */
  open: (recording: Recording, url: string, signal: AbortSignal) => Promise<Stream>;
  events: object[];
  named?: boolean;
  /** Event with an error of the provider. */
  error: Answer;
  output: object;
  usage?: object;
}

/** Returns an answer of events, and then of one event with a name. */
function eventsAndError(list: object[], error: object, name?: string): Answer {
  return (res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    const head = (event: object) => (name === undefined ? '' : `event: ${(event as { type: string }).type}\n`);
    const before = list.map((event) => `${head(event)}data: ${JSON.stringify(event)}\n\n`).join('');
    res.end(`${before}${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(error)}\n\n`);
  };
}

const overloaded = { type: 'overloaded_error', message: 'Overloaded' };
const openaiOverloaded = { error: { ...overloaded, code: null, param: null } };
const chatEvents = chunks(['Hel', 'lo']).slice(0, 2);
const responsesEvents = [
  ...responseEvents(['Hel', 'lo'], { isCut: true }),
  {
    type: 'response.output_item.added',
    output_index: 1,
    item: { type: 'function_call', id: 'fc_1', call_id: 'call-1', name: 'add', arguments: '', status: 'in_progress' },
    sequence_number: 8,
  },
  {
    type: 'response.function_call_arguments.delta',
    output_index: 1,
    item_id: 'fc_1',
    delta: '{"a"',
    sequence_number: 9,
  },
];
const anthropicEvents = [
  {
    type: 'message_start',
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-haiku-4-5',
      content: [],
      usage: { input_tokens: 86, cache_read_input_tokens: 14, output_tokens: 1 },
    },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Hm.' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'Hel' } },
  { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'lo' } },
  { type: 'content_block_stop', index: 1 },
  { type: 'content_block_start', index: 2, content_block: { type: 'tool_use', id: 't', name: 'add', input: {} } },
  { type: 'content_block_delta', index: 2, delta: { type: 'input_json_delta', partial_json: '{"a"' } },
];
const geminiEvents = ['Hel', 'lo'].map((text) => ({
  candidates: [{ content: { role: 'model', parts: [{ text }] }, index: 0 }],
  usageMetadata: { promptTokenCount: 86, totalTokenCount: 86 },
  modelVersion: 'gemini-2.5-flash',
}));
const messages = [{ role: 'user' as const, content: 'Hello?' }];

const METHODS: [name: string, method: Method][] = [
  [
    'chat.completions.create',
    {
      open: ({ client }, url, signal) => {
        const openai = trackOpenAI(new OpenAI({ apiKey: 'none', baseURL: url, maxRetries: 0 }), client);
        return openai.chat.completions.create({ model: 'gpt-5', messages, stream: true }, { signal });
      },
      events: chatEvents,
      error: eventsAndError(chatEvents, openaiOverloaded),
      output: { role: 'assistant', content: 'Hello' },
    },
  ],
  [
    'responses.create',
    {
      open: ({ client }, url, signal) => {
        const openai = trackOpenAI(new OpenAI({ apiKey: 'none', baseURL: url, maxRetries: 0 }), client);
        return openai.responses.create({ model: 'gpt-5', input: 'Hello?', stream: true }, { signal });
      },
      events: responsesEvents,
      named: true,
      error: eventsAndError(responsesEvents, { type: 'error', ...openaiOverloaded }, 'error'),
      output: [
        { type: 'message', content: [{ type: 'output_text', text: 'Hello' }] },
        { type: 'function_call', name: 'add', arguments: '{"a"' },
      ],
    },
  ],
  [
    'messages.create of Anthropic',
    {
      open: ({ client }, url, signal) => {
        const anthropic = trackAnthropic(new Anthropic({ apiKey: 'none', baseURL: url, maxRetries: 0 }), client);
        return anthropic.messages.create(
          { model: 'claude-haiku-4-5', max_tokens: 500, messages, stream: true },
          { signal },
        );
      },
      events: anthropicEvents,
      named: true,
      error: eventsAndError(anthropicEvents, { type: 'error', error: overloaded }, 'error'),
      output: {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm.' },
          { type: 'text', text: 'Hello' },
          { type: 'tool_use', name: 'add', input: '{"a"' },
        ],
      },
      usage: { prompt_tokens: 100, cache_read_input_tokens: 14 },
    },
  ],
  [
    'models.generateContentStream of Gemini',
    {
      open: ({ client }, url, abortSignal) => {
        const genai = trackGoogleGenAI(new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: url } }), client);
        return genai.models.generateContentStream({ model: 'gemini-x', contents: 'Hello?', config: { abortSignal } });
      },
      events: geminiEvents,
      error: eventsAndError(geminiEvents, {
        error: { code: 503, message: 'Overloaded', status: 'overloaded_error' },
      }),
      output: { role: 'assistant', content: [{ text: 'Hello' }] },
      usage: { prompt_tokens: 86 },
    },
  ],
];

describe.each(METHODS)('a stream of %s', (_name, { open, events: list, named = false, error, output, usage }) => {
  let server: ProviderServer;
  let recording: Recording;
  let abort: AbortController;

  beforeEach(async () => {
    server = await ProviderServer.start();
    recording = new Recording();
    abort = new AbortController();
  });
  afterEach(() => server.close());

  const start = (answer: Answer): Promise<Stream> => {
    server.reply(answer);
    return open(recording, server.url, abort.signal);
  };

  /** Expects what came on the span and on the trace. */
  async function expectPartial(errorInfo?: object): Promise<void> {
    await expect.poll(async () => JSON.stringify(await recording.outline())).not.toContain('…');
    const [span] = await recording.spans();
    const [trace] = await recording.traces();
    expect(span?.output).toMatchObject(output);
    expect(trace?.output).toEqual(span?.output);
    if (usage !== undefined) expect(span?.usage).toMatchObject(usage);
    if (errorInfo === undefined) return;
    expect(span?.error_info).toMatchObject(errorInfo);
    expect(trace?.error_info).toMatchObject(errorInfo);
  }

  it('that is aborted keeps what came', async () => {
    const stream = await start(events(list, { named, end: 'open' }));
    let read = 0;
    try {
      for await (const _ of stream) if (++read === list.length) abort.abort();
    } catch {
      // Some SDKs throw, others end the stream.
    }
    await expectPartial();
  });

  it('that breaks off keeps what came', async () => {
    const stream = await start(events(list, { named, end: 'cut' }));
    let thrown: unknown;
    try {
      for await (const _ of stream);
    } catch (broken) {
      thrown = broken;
    }
    expect(thrown).toBeInstanceOf(Error);
    await expectPartial({ message: (thrown as Error).message });
  });

  it('with an error of the provider has its type and message, and what came', async () => {
    const stream = await start(error);
    let thrown: unknown;
    try {
      for await (const _ of stream);
    } catch (broken) {
      thrown = broken;
    }
    expect(thrown).toBeInstanceOf(Error);
    await expectPartial({ exception_type: 'overloaded_error', message: 'Overloaded' });
  });

  it('that the reader leaves keeps what came', async () => {
    const stream = await start(events(list, { named, end: 'open' }));
    let read = 0;
    for await (const _ of stream) if (++read === list.length) break;
    await expectPartial();
    expect((await recording.spans())[0]?.metadata).toMatchObject({ finishReason: 'left' });
  });
});
