import { GoogleGenAI } from '@google/genai';
import { GoogleGenAI as GoogleGenAI1 } from 'google-genai-1';
import { GoogleGenAI as GoogleGenAI2 } from 'google-genai-2';
import { MemoryTransport, Vitrine } from '@vitrine/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProviderServer, events, json, readAll, noAnswer } from '../model-calls/provider-server.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { calling, chunks, ledger, response } from './google-genai.fixture.ts';
import { trackGoogleGenAI } from './track-google-genai.ts';

let endpoint: ProviderServer;
let recording: Recording;

beforeEach(async () => {
  endpoint = await ProviderServer.start();
  recording = new Recording();
});
afterEach(() => endpoint.close());

const model = 'gemini-2.5-flash';
describe.each([
  ['1', GoogleGenAI1],
  ['2', GoogleGenAI2],
  ['3', GoogleGenAI],
])('@google/genai %s', (_major, Client) => {
  let genai: GoogleGenAI;
  let plain: GoogleGenAI;
  const create = (): GoogleGenAI =>
    new Client({ apiKey: 'none', httpOptions: { baseUrl: endpoint.url } }) as unknown as GoogleGenAI;

  beforeEach(() => {
    plain = create();
    genai = trackGoogleGenAI(create(), recording.client);
  });

  it('records a call with its system instruction, and does not change its result', async () => {
    const answer = response([{ text: 'Hi.' }]);
    endpoint.reply(json(answer), json(answer));
    const request = { model, contents: 'Hello?', config: { systemInstruction: 'Be brief.', temperature: 0.5 } };
    const got = await genai.models.generateContent({ ...request });
    const before = await plain.models.generateContent({ ...request });
    expect([got.text, got.constructor]).toEqual(['Hi.', before.constructor]);
    expect(got.candidates).toEqual(before.candidates);
    expect(endpoint.requests.at(0)).toEqual(endpoint.requests.at(1));
    expect(await recording.outline()).toEqual([['trace models.generateContent', ['llm gemini-2.5-flash']]]);
    expect(await recording.span(model)).toMatchObject({
      type: 'llm',
      provider: 'google',
      model: 'gemini-2.5-flash-001',
      input: {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hello?' },
        ],
      },
      output: { role: 'assistant', content: [{ text: 'Hi.' }] },
      metadata: { parameters: { temperature: 0.5 }, finishReason: 'STOP' },
    });
  });

  it('counts each token once, with Gemini’s own numbers', async () => {
    endpoint.reply(json(response([{ text: 'Hi.' }])));
    const { usageMetadata: counts } = await genai.models.generateContent({ model, contents: 'x' });
    const span = await recording.span(model);
    expect(span.ledger).toEqual(ledger);
    expect(span.usage).toMatchObject({
      prompt_tokens: (counts?.promptTokenCount ?? 0) + (counts?.toolUsePromptTokenCount ?? 14),
      completion_tokens: (counts?.candidatesTokenCount ?? 0) + (counts?.thoughtsTokenCount ?? 0),
      total_tokens: counts?.totalTokenCount,
      cache_read_input_tokens: counts?.cachedContentTokenCount,
      reasoning_tokens: counts?.thoughtsTokenCount,
    });
  });

  it('records the joined chunks of a stream, and does not change them', async () => {
    endpoint.reply(events(chunks(['Hel', 'lo.']), { end: 'close' }), events(chunks(['Hel', 'lo.']), { end: 'close' }));
    const texts = async (client: GoogleGenAI) => {
      const read: (string | undefined)[] = [];
      for await (const chunk of await client.models.generateContentStream({ model, contents: 'x' }))
        read.push(chunk.text);
      return read;
    };
    expect(await texts(genai)).toEqual(await texts(plain));
    expect(await recording.outline()).toEqual([['trace models.generateContentStream', ['llm gemini-2.5-flash']]]);
    const span = await recording.span(model);
    expect(span).toMatchObject({
      output: { content: [{ text: 'Hm.', thought: true }, { text: 'Hello.' }] },
      ledger,
      metadata: { finishReason: 'STOP' },
    });
    expect(span.ttft).toBeGreaterThan(0);
  });

  it('ends abandoned and broken streams with the content so far', async () => {
    const half = chunks(['Hel', 'lo.']).slice(0, 3);
    endpoint.reply(events(half, { end: 'open' }), events(half, { end: 'cut' }));
    const open = async () => await genai.models.generateContentStream({ model, contents: 'x' });
    for await (const chunk of await open()) if (chunk.text === 'lo.') break;
    const cut = await open();
    await expect(readAll(cut)).rejects.toThrow();
    expect((await recording.outline()).map(([trace]) => trace)).toEqual([
      'trace models.generateContentStream',
      'trace models.generateContentStream!',
    ]);
    const spans = await recording.spans();
    expect(spans.at(0)?.metadata).toMatchObject({ finishReason: 'left' });
    for (const { output } of spans) expect(output).toMatchObject({ content: [{}, { text: 'Hello.' }] });
  });

  it('throws the SDK’s error, and ends an aborted call', async () => {
    endpoint.reply(json({ error: { code: 400, message: 'Bad.', status: 'INVALID_ARGUMENT' } }, 400), noAnswer);
    await expect(genai.models.generateContent({ model, contents: 'x' })).rejects.toThrow('Bad.');
    const abort = new AbortController();
    const call = genai.models.generateContent({ model, contents: 'x', config: { abortSignal: abort.signal } });
    setImmediate(() => abort.abort());
    await expect(call).rejects.toThrow(/abort/i);
    expect(await recording.outline()).toEqual(
      Array.from({ length: 2 }, () => ['trace models.generateContent!', ['llm gemini-2.5-flash!']]),
    );
  });

  it('records the turns of a chat, each with the messages before it', async () => {
    endpoint.reply(json(response([{ text: 'One.' }])), events(chunks(['Two.']), { end: 'close' }));
    const chat = genai.chats.create({ model });
    expect((await chat.sendMessage({ message: 'First?' })).text).toBe('One.');
    await readAll(await chat.sendMessageStream({ message: 'Second?' }));
    expect(chat.getHistory().length).toBeGreaterThanOrEqual(4);
    const spans = await recording.spans();
    expect(spans.at(1)?.input).toMatchObject({
      messages: [
        { role: 'user', parts: [{ text: 'First?' }] },
        { role: 'model', parts: [{ text: 'One.' }] },
        { role: 'user', parts: [{ text: 'Second?' }] },
      ],
    });
    expect(spans.at(1)?.output).toMatchObject({ content: [{}, { text: 'Two.' }] });
  });

  it('records embeddings', async () => {
    endpoint.reply(json({ embeddings: [{ values: [0.1, 0.2] }] }));
    const answer = await genai.models.embedContent({ model: 'gemini-embedding-001', contents: ['a'] });
    expect(answer.embeddings?.at(0)?.values).toEqual([0.1, 0.2]);
    const spans = await recording.spans();
    expect(spans.map(({ kind, input, output }) => [kind, input, output])).toEqual([
      ['embedding', { input: ['a'] }, { embeddings: 1, dimensions: 2 }],
    ]);
  });

  it('records the declared and the called functions', async () => {
    endpoint.reply(json(calling({ a: 1 })));
    const tools = [{ functionDeclarations: [{ name: 'add' }] }, { googleSearch: {} }];
    await genai.models.generateContent({ model, contents: [{ text: 'One and one?' }, 'Please.'], config: { tools } });
    expect(await recording.span(model)).toMatchObject({
      input: { messages: [{ role: 'user', parts: [{ text: 'One and one?' }, { text: 'Please.' }] }] },
      output: { content: [{ functionCall: { name: 'add', args: { a: 1 } } }] },
      metadata: { tools: ['add', 'googleSearch'] },
    });
  });

  it('nests parallel calls in the current span, once for a client that is tracked twice', async () => {
    trackGoogleGenAI(genai, recording.client);
    endpoint.reply(json(response([{ text: 'a' }])), json(response([{ text: 'b' }])));
    const answer = recording.client.track(async function answer() {
      const call = () => genai.models.generateContent({ model, contents: 'x' });
      await Promise.all([call(), call()]);
    });
    await answer();
    expect(await recording.outline()).toEqual([
      ['trace answer', ['general answer', ['llm gemini-2.5-flash'], ['llm gemini-2.5-flash']]],
    ]);
  });
});

it('warns that nothing is recorded of an object that is not a client', () => {
  const warnings: string[] = [];
  const client = new Vitrine({
    transport: new MemoryTransport(),
    logger: { warn: (message) => warnings.push(message) },
  });
  const other = { models: {} };
  expect(trackGoogleGenAI(other, client)).toBe(other);
  expect(warnings.join()).toContain('not a client of `@google/genai`');
});
