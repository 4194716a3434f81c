import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trackAnthropic } from '../anthropic/track-anthropic.ts';
import { trackGoogleGenAI } from '../google-genai/track-google-genai.ts';
import { completion } from '../openai/openai.fixture.ts';
import { trackOpenAI } from '../openai/track-openai.ts';
import { Recording } from '../recording.fixture.ts';
import { json, ProviderServer } from './provider-server.fixture.ts';

const messages = [{ role: 'user' as const, content: 'Hello?' }];
const options = { threadId: 'of the client', tags: ['client'] };

/** Calls of tracked clients, and the answers to them. */
const CALLS: [name: string, call: (recording: Recording, url: string) => Promise<unknown>, answer: object][] = [
  [
    'OpenAI',
    ({ client }, url) => {
      const openai = trackOpenAI(new OpenAI({ apiKey: 'none', baseURL: url }), client, options);
      return openai.chat.completions.create({ model: 'gpt-5', messages });
    },
    completion({ content: 'Hi.' }),
  ],
  [
    'Anthropic',
    ({ client }, url) => {
      const anthropic = trackAnthropic(new Anthropic({ apiKey: 'none', baseURL: url }), client, options);
      return anthropic.messages.create({ model: 'claude-haiku-4-5', max_tokens: 10, messages });
    },
    { id: 'msg_1', type: 'message', role: 'assistant', content: [{ type: 'text', text: 'Hi.' }] },
  ],
  [
    'Gemini',
    ({ client }, baseUrl) => {
      const genai = trackGoogleGenAI(new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl } }), client, options);
      return genai.models.generateContent({ model: 'gemini-3-pro', contents: 'Hello?' });
    },
    { candidates: [{ content: { role: 'model', parts: [{ text: 'Hi.' }] } }] },
  ],
];

describe.each(CALLS)('a tracked client of %s', (_name, call, answer) => {
  let server: ProviderServer;
  let recording: Recording;

  beforeEach(async () => {
    server = await ProviderServer.start();
    recording = new Recording();
    server.reply(json(answer));
  });
  afterEach(() => server.close());

  it('takes the thread, tags and metadata of the options around the call', async () => {
    const around = {
      trace: { threadId: 'around', tags: ['vip'], metadata: { tenant: 't1' } },
      span: { tags: ['retry'], metadata: { attempt: 2 } },
    };
    await recording.client.runWithOptions(around, () => call(recording, server.url));
    const [trace] = await recording.traces();
    expect(trace).toMatchObject({ thread_id: 'around', metadata: { tenant: 't1' } });
    expect(trace?.tags).toEqual(expect.arrayContaining(['vip', 'client']));
    expect((await recording.spans())[0]).toMatchObject({ tags: ['retry'], metadata: { attempt: 2 } });
  });

  it('has its own options without them', async () => {
    await call(recording, server.url);
    expect((await recording.traces())[0]).toMatchObject({ thread_id: 'of the client', tags: ['client'] });
  });
});
