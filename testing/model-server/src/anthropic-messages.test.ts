import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startModelServer, type ModelServer } from './start-model-server.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer({ delayMs: 0 });
});
afterAll(() => server.close());

interface Message {
  content: { type: string; text?: string; id?: string; name?: string; input?: object }[];
  stop_reason: string;
  usage: Record<string, number>;
}

const add = {
  name: 'add',
  description: 'Adds two numbers',
  input_schema: { type: 'object', properties: { a: { type: 'number' }, b: { type: 'number' } }, required: ['a', 'b'] },
};
const question = { role: 'user', content: 'What is 3 + 4?' };

async function post(body: object): Promise<Response> {
  return fetch(`${server.url}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'claude-haiku-4-5', max_tokens: 500, ...body }),
  });
}

/** Returns the events of a stream, in order. */
async function events(answer: Response): Promise<{ type: string; [field: string]: unknown }[]> {
  const lines = (await answer.text()).split('\n').filter((line) => line.startsWith('data: '));
  return lines.map((line) => JSON.parse(line.slice('data: '.length)) as { type: string });
}

describe("Anthropic's messages", () => {
  it('call tools and answer from their results', async () => {
    const asked = (await (await post({ tools: [add], messages: [question] })).json()) as Message;
    expect(asked).toMatchObject({
      stop_reason: 'tool_use',
      content: [{ type: 'tool_use', name: 'add', input: { a: 3, b: 4 } }],
    });
    const result = { type: 'tool_result', tool_use_id: asked.content.at(0)?.id, content: '7' };
    const messages = [question, { role: 'assistant', content: asked.content }, { role: 'user', content: [result] }];
    const answered = (await (await post({ tools: [add], messages })).json()) as Message;
    expect(answered).toMatchObject({ stop_reason: 'end_turn', content: [{ type: 'text' }] });
    expect(answered.content.at(0)?.text).toContain('**7**');
  });

  it('stream the same, with the usage at the end', async () => {
    const told = await events(await post({ stream: true, system: 'Be brief.', tools: [add], messages: [question] }));
    expect(told.map(({ type }) => type).filter((type) => type !== 'content_block_delta')).toEqual([
      'message_start',
      'content_block_start',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    const pieces = told.flatMap(({ delta }) => (delta as { partial_json?: string } | undefined)?.partial_json ?? []);
    expect(JSON.parse(pieces.join(''))).toEqual({ a: 3, b: 4 });
    expect(told.at(-2)).toMatchObject({
      delta: { stop_reason: 'tool_use' },
      usage: { output_tokens: expect.any(Number) as number },
    });
  });

  it('count cached tokens separately', async () => {
    const system = 'Say the temperature in degrees. '.repeat(40);
    const once = (await (await post({ system, messages: [question] })).json()) as Message;
    const messages = [question, { role: 'assistant', content: 'Seven.' }, { role: 'user', content: 'Thanks!' }];
    const again = (await (await post({ system, messages })).json()) as Message;
    expect(once.usage['cache_read_input_tokens']).toBe(0);
    expect(again.usage['cache_read_input_tokens']).toBeGreaterThan(0);
    expect(again.usage['input_tokens']).toBeLessThan(again.usage['cache_read_input_tokens'] ?? 0);
  });

  it('explain what is wrong with a request', async () => {
    const answer = await post({ messages: [] });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('messages') as string]);
  });
});
