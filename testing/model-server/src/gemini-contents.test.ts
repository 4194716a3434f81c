import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startModelServer, type ModelServer } from './start-model-server.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer({ delayMs: 0 });
});
afterAll(() => server.close());

interface Answer {
  candidates: {
    content: { parts: { text?: string; functionCall?: { id: string; name: string; args: object } }[] };
    finishReason?: string;
  }[];
  usageMetadata?: Record<string, number>;
  modelVersion: string;
}

const add = {
  name: 'add',
  description: 'Adds two numbers',
  parameters: { type: 'OBJECT', properties: { a: { type: 'NUMBER' }, b: { type: 'NUMBER' } }, required: ['a', 'b'] },
};
const question = { role: 'user', parts: [{ text: 'What is 3 + 4?' }] };
const tools = [{ functionDeclarations: [add] }];

async function post(method: string, body: object): Promise<Response> {
  return fetch(new URL(`/v1beta/models/gemini-2.5-flash:${method}`, server.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

describe("Google's contents", () => {
  it('call functions and answer from their results', async () => {
    const asked = (await (await post('generateContent', { contents: [question], tools })).json()) as Answer;
    const [call] = asked.candidates.at(0)!.content.parts;
    expect(call?.functionCall).toMatchObject({ name: 'add', args: { a: 3, b: 4 } });
    expect(asked.modelVersion).toBe('gemini-2.5-flash');
    const { id, name } = call!.functionCall!;
    const result = { role: 'user', parts: [{ functionResponse: { id, name, response: { output: 7 } } }] };
    const contents = [question, { role: 'model', parts: [call] }, result];
    const answered = (await (await post('generateContent', { contents, tools })).json()) as Answer;
    expect(answered.candidates.at(0)).toMatchObject({ finishReason: 'STOP' });
    expect(answered.candidates.at(0)!.content.parts.at(0)?.text).toContain('**7**');
    const { promptTokenCount = 0, candidatesTokenCount = 0, totalTokenCount } = answered.usageMetadata ?? {};
    expect(totalTokenCount).toBe(promptTokenCount + candidatesTokenCount);
  });

  it('stream the same, with the usage at the end', async () => {
    const systemInstruction = { parts: [{ text: 'Be brief.' }] };
    const hello = { role: 'user', parts: [{ text: 'Hello!' }] };
    const answer = await (await post('streamGenerateContent?alt=sse', { contents: [hello], systemInstruction })).text();
    const chunks = answer
      .split('\n')
      .filter((line) => line.startsWith('data: '))
      .map((line) => JSON.parse(line.slice('data: '.length)) as Answer);
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.map(({ usageMetadata }) => usageMetadata !== undefined)).toEqual(
      chunks.map((_, index) => index === chunks.length - 1),
    );
  });

  it('explain what is wrong with a request', async () => {
    const answer = await post('generateContent', { contents: [] });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('contents') as string]);
    expect((await post('forgetContent', { contents: [question] })).status).toBe(404);
  });
});
