import type OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProviderServer, json, noAnswer } from '../model-calls/provider-server.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { majors } from './majors.fixture.ts';
import { trackOpenAI } from './track-openai.ts';

let endpoint: ProviderServer;
let recording: Recording;
let openai: OpenAI;

const messages = [{ role: 'user' as const, content: 'Hello?' }];

describe.each(majors)('a failed call of openai $major', ({ Client }) => {
  const made = (): OpenAI => new Client({ apiKey: 'none', baseURL: `${endpoint.url}/v1`, maxRetries: 0 });

  beforeEach(async () => {
    endpoint = await ProviderServer.start();
    recording = new Recording();

    openai = trackOpenAI(made(), recording.client, { streamUsage: true });
  });
  afterEach(() => endpoint.close());

  it('throws the SDK’s error after its retries, and is one span', async () => {
    const error = { error: { message: 'Rate limit reached.', type: 'rate_limit_exceeded', code: null, param: null } };
    const refused = json(error, 429, { 'retry-after-ms': '1' });
    endpoint.reply(refused, refused, refused);
    const call = openai.chat.completions.create({ model: 'gpt-5', messages }, { maxRetries: 2 });
    await expect(call).rejects.toMatchObject({ status: 429, name: 'Error', message: '429 Rate limit reached.' });
    await expect(call).rejects.toBeInstanceOf(Client.RateLimitError);
    expect(endpoint.requests).toHaveLength(3);
    expect(await recording.outline()).toEqual([['trace chat.completions.create!', ['llm gpt-5!']]]);
    expect((await recording.span('gpt-5')).error_info).toMatchObject({ message: '429 Rate limit reached.' });
  });

  it('ends if it is aborted, and if it times out', async () => {
    endpoint.reply(noAnswer, noAnswer);
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

  it('ends if the response is not JSON', async () => {
    endpoint.reply((res) => void res.writeHead(200, { 'content-type': 'application/json' }).end('<html>'));
    await expect(openai.chat.completions.create({ model: 'gpt-5', messages })).rejects.toBeInstanceOf(SyntaxError);
    expect(await recording.outline()).toEqual([['trace chat.completions.create!', ['llm gpt-5!']]]);
  });

  it('fails in the helpers too, and is handled', async () => {
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

  it('is still an unhandled rejection if it is never awaited', async () => {
    const seen = new Promise((resolve) => process.once('unhandledRejection', resolve));
    endpoint.reply(json({ error: { message: 'no' } }, 400));
    void openai.chat.completions.create({ model: 'gpt-5', messages });
    expect(await seen).toBeInstanceOf(Client.BadRequestError);
    expect(await recording.outline()).toEqual([['trace chat.completions.create!', ['llm gpt-5!']]]);
  });
});
