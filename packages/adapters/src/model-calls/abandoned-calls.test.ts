import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import OpenAI from 'openai';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { chunks, completion } from '../openai/openai.fixture.ts';
import { trackOpenAI } from '../openai/track-openai.ts';
import { Recording } from '../recording.fixture.ts';
import { ProviderServer, events, json } from './provider-server.fixture.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

let endpoint: ProviderServer;
let recording: Recording;
let openai: OpenAI;

beforeEach(async () => {
  endpoint = await ProviderServer.start();
  recording = new Recording();
  openai = trackOpenAI(new OpenAI({ apiKey: 'none', baseURL: `${endpoint.url}/v1` }), recording.client);
});
afterEach(() => endpoint.close());

const request = { model: 'gpt-5', messages: [{ role: 'user' as const, content: 'x' }] };

/** Collects garbage until all spans have ended. */
async function ended(): Promise<void> {
  const drawn = async (): Promise<string> => {
    collect();
    return JSON.stringify(await recording.outline());
  };
  await expect.poll(drawn).not.toContain('…');
}

it('ends a stream that is never read', async () => {
  endpoint.reply(events(chunks(['a']), { end: 'open' }));
  await (async () => void (await openai.chat.completions.create({ ...request, stream: true })))();
  expect(JSON.stringify(await recording.outline())).toContain('…');
  await ended();
  expect((await recording.span('gpt-5')).metadata).toMatchObject({ finishReason: 'left' });
});

it('ends a branch of a stream that is read in part and then abandoned', async () => {
  endpoint.reply(events(chunks(['a', 'b']).slice(0, 2), { end: 'open' }));
  await (async () => {
    const [branch] = (await openai.chat.completions.create({ ...request, stream: true })).tee();
    await branch[Symbol.asyncIterator]().next();
  })();
  await ended();
  expect(await recording.span('gpt-5')).toMatchObject({ output: { content: 'a' }, metadata: { finishReason: 'left' } });
});

it('ends a call whose promise is never awaited', async () => {
  endpoint.reply(json(completion({ content: 'a' })));
  void openai.chat.completions.create(request);
  await expect.poll(() => endpoint.requests.length).toBe(1);
  await ended();
});

it('does not end a stream whose reader is alive, though the stream itself is garbage collected', async () => {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  endpoint.reply(async (res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    const [first, ...rest] = chunks(['a', 'b']).map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
    res.write(first);
    await released;
    res.end(rest.join('') + 'data: [DONE]\n\n');
  });
  for await (const chunk of await openai.chat.completions.create({ ...request, stream: true })) {
    if (chunk.choices.at(0)?.delta.content !== 'a') continue;
    for (let turn = 0; turn < 5; turn++) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(JSON.stringify(await recording.outline())).toContain('…');
    release();
  }
  expect(await recording.span('gpt-5')).toMatchObject({
    output: { content: 'ab' },
    metadata: { finishReason: 'stop' },
  });
});
