import { GoogleGenAI } from '@google/genai';
import { GoogleGenAI as GoogleGenAI2 } from 'google-genai-2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProviderServer, events, json, readAll } from '../model-calls/provider-server.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { callable, calling, chunks, response } from './google-genai.fixture.ts';
import { trackGoogleGenAI } from './track-google-genai.ts';

let endpoint: ProviderServer;
let recording: Recording;
let genai: GoogleGenAI;

const model = 'gemini-2.5-flash';

// The first major calls only functions of an MCP client itself.
describe.each([
  ['2', GoogleGenAI2],
  ['3', GoogleGenAI],
])('functions that @google/genai %s calls itself', (_major, Client) => {
  beforeEach(async () => {
    endpoint = await ProviderServer.start();
    recording = new Recording();
    const made = new Client({ apiKey: 'none', httpOptions: { baseUrl: endpoint.url } });
    genai = trackGoogleGenAI(made as unknown as GoogleGenAI, recording.client);
  });
  afterEach(() => endpoint.close());

  const agent = [['agent agent', ['llm gemini-2.5-flash'], ['tool add'], ['tool add'], ['llm gemini-2.5-flash']]];

  it('are the tools of an agent', async () => {
    endpoint.reply(json(calling({ a: 1 }, { a: 2 })), json(response([{ text: 'Five.' }])));
    const tools = [callable(({ args }) => Number(args?.['a']) + 1)];
    const answer = await genai.models.generateContent({ model, contents: 'x', config: { tools } });
    expect([answer.text, answer.automaticFunctionCallingHistory?.length]).toEqual(['Five.', 3]);
    expect(await recording.outline()).toEqual([['trace models.generateContent', ...agent]]);
    const spans = await recording.spans();
    expect(spans.filter(({ kind }) => kind === 'tool').map(({ input, output }) => [input, output])).toEqual([
      [{ a: 1 }, { output: 2 }],
      [{ a: 2 }, { output: 3 }],
    ]);
    expect(spans.at(0)).toMatchObject({ output: { role: 'assistant', content: [{ text: 'Five.' }] } });
    expect(spans.filter((span) => span.ledger !== undefined).map(({ kind }) => kind)).toEqual(['llm', 'llm']);
  });

  it('are the tools of a streamed agent, and nest what they track', async () => {
    const look = recording.client.track(function look() {
      return 1;
    });
    endpoint.reply(events([calling({ a: 1 })], { end: 'close' }), events(chunks(['Two.']), { end: 'close' }));
    const stream = await genai.models.generateContentStream({
      model,
      contents: 'x',
      config: { tools: [callable(() => look())] },
    });
    await readAll(stream);
    expect(await recording.outline()).toEqual([
      [
        'trace models.generateContentStream',
        ['agent agent', ['llm gemini-2.5-flash'], ['tool add', ['general look']], ['llm gemini-2.5-flash']],
      ],
    ]);
  });

  it('fail the agent if they fail', async () => {
    const thrown = new TypeError('it broke');
    const fail = () => {
      throw thrown;
    };
    endpoint.reply(json(calling({})));
    const call = genai.models.generateContent({ model, contents: 'x', config: { tools: [callable(fail)] } });
    await expect(call).rejects.toBe(thrown);
    expect(await recording.outline()).toEqual([
      ['trace models.generateContent!', ['agent agent!', ['llm gemini-2.5-flash'], ['tool add!']]],
    ]);
  });
});
