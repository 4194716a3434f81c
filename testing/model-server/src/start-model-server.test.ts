import { createOpenAI } from '@ai-sdk/openai';
import { APICallError, embedMany, generateText, stepCountIs, streamText, tool, type LanguageModel } from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startModelServer, type ModelServer } from './start-model-server.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer({ delayMs: 0 });
});
afterAll(() => server.close());

function model(protocol: 'chat' | 'responses', name = 'gpt-4o-mini'): LanguageModel {
  const openai = createOpenAI({ baseURL: server.url, apiKey: 'none' });
  return protocol === 'chat' ? openai.chat(name) : openai.responses(name);
}

const add = tool({
  description: 'Adds two numbers',
  inputSchema: z.object({ a: z.number(), b: z.number() }),
  execute: ({ a, b }) => a + b,
});
const multiply = tool({
  description: 'Multiplies two numbers',
  inputSchema: z.object({ a: z.number(), b: z.number() }),
  execute: ({ a, b }) => a * b,
});

async function post(body: object): Promise<Response> {
  return fetch(`${server.url}/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-4o-mini', ...body }),
  });
}

function similarity(a: number[], b: number[]): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}

describe.each(['chat', 'responses'] as const)('the %s protocol in the AI SDK', (protocol) => {
  it('calls tools step by step and answers from their results', async () => {
    const result = await generateText({
      model: model(protocol),
      tools: { add, multiply },
      stopWhen: stepCountIs(5),
      prompt: 'What is (3 + 4) * 5?',
    });
    expect(result.steps.map((step) => step.toolCalls.map((call) => [call.toolName, call.input]))).toEqual([
      [['add', { a: 3, b: 4 }]],
      [['multiply', { a: 7, b: 5 }]],
      [],
    ]);
    expect(result.text).toContain('**35**');
    expect(result.steps.map((step) => step.finishReason)).toEqual(['tool-calls', 'tool-calls', 'stop']);
  });

  it('calls independent tools in parallel', async () => {
    const result = await generateText({
      model: model(protocol),
      tools: { add, multiply },
      stopWhen: stepCountIs(5),
      prompt: '2 * 3 plus 4 * 5',
    });
    expect(result.steps[0]!.toolCalls.map((call) => call.input)).toEqual([
      { a: 2, b: 3 },
      { a: 4, b: 5 },
    ]);
    expect(result.text).toContain('**26**');
  });

  it('streams the same text in many small chunks', async () => {
    const question = { model: model(protocol), prompt: 'Hello!' };
    const streamed = streamText(question);
    const pieces: string[] = [];
    for await (const piece of streamed.textStream) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(5);
    expect(pieces.join('')).toBe((await generateText(question)).text);
  });

  it('streams tool calls', async () => {
    const result = streamText({
      model: model(protocol),
      tools: { add },
      stopWhen: stepCountIs(3),
      prompt: 'add 20 and 22',
    });
    expect(await result.text).toContain('**42**');
    const steps = await result.steps;
    expect(steps[0]!.toolCalls).toMatchObject([{ toolName: 'add', input: { a: 20, b: 22 } }]);
  });

  it('counts tokens, which grow with the history, and caches a prefix that was sent before', async () => {
    const result = await generateText({
      model: model(protocol),
      system: 'You are careful. '.repeat(60),
      tools: { add, multiply },
      stopWhen: stepCountIs(5),
      prompt: 'What is (3 + 4) * 5?',
    });
    const [first, second, third] = result.steps.map((step) => step.usage);
    expect(first!.inputTokens).toBeGreaterThan(250);
    expect(second!.inputTokens).toBeGreaterThan(first!.inputTokens!);
    expect(third!.inputTokens).toBeGreaterThan(second!.inputTokens!);
    expect(first!.inputTokenDetails.cacheReadTokens).toBe(0);
    expect(second!.inputTokenDetails.cacheReadTokens).toBeGreaterThan(100);
    expect(second!.inputTokenDetails.cacheReadTokens! % 64).toBe(0);
  });

  it('counts the same tokens in a stream', async () => {
    const question = { model: model(protocol), prompt: 'Hello!' };
    const streamed = streamText(question);
    await streamed.consumeStream();
    const usage = await streamed.usage;
    expect(usage).toMatchObject({ inputTokens: 6 });
    expect(usage.outputTokens).toBe((await generateText(question)).usage.outputTokens);
  });

  it('counts the reasoning of a reasoning model', async () => {
    const { usage } = await generateText({ model: model(protocol, 'o4-mini'), prompt: 'Hello!' });
    expect(usage.outputTokenDetails.reasoningTokens).toBe(192);
    expect(usage.outputTokens).toBeGreaterThan(192);
  });

  it('follows the tool choice of the caller', async () => {
    const forced = await generateText({
      model: model(protocol),
      tools: { add, multiply },
      toolChoice: { type: 'tool', toolName: 'multiply' },
      prompt: 'Something with 6 and 7',
    });
    expect(forced.toolCalls).toMatchObject([{ toolName: 'multiply', input: { a: 6, b: 7 } }]);
    const free = await generateText({ model: model(protocol), tools: { add }, toolChoice: 'none', prompt: '6 + 7' });
    expect(free.toolCalls).toEqual([]);
    expect(free.text).toContain('**13**');
  });

  it.each([429, 500])('fails with status %i on demand', async (status) => {
    const failing = generateText({ model: model(protocol), prompt: `Hello #error ${status}`, maxRetries: 0 });
    const error = await failing.catch((caught: unknown) => caught);
    expect(APICallError.isInstance(error) && error.statusCode).toBe(status);
  });

  it('closes a stream early on demand', async () => {
    const result = streamText({ model: model(protocol), prompt: 'Hello! #cut', maxRetries: 0 });
    const pieces: string[] = [];
    const reading = (async () => {
      for await (const piece of result.textStream) pieces.push(piece);
    })();
    await expect(reading).rejects.toThrow();
    expect(pieces.join('').length).toBeGreaterThan(0);
  });

  it('waits on demand', async () => {
    const start = performance.now();
    await generateText({ model: model(protocol), prompt: 'Hello #delay 150' });
    expect(performance.now() - start).toBeGreaterThan(140);
  });
});

describe('the responses protocol', () => {
  it('sends its events in order', async () => {
    const response = await post({ input: 'Hello', stream: true });
    const types = (await response.text()).match(/^event: .+$/gm)!.map((line) => line.slice('event: '.length));
    expect(types.filter((type, at) => type !== types[at - 1])).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
  });

  it('continues an earlier response', async () => {
    const first = await (await post({ input: 'Hello' })).json();
    const second = await post({ input: 'Thanks', previous_response_id: first.id });
    const { usage } = await second.json();
    expect(usage.input_tokens).toBeGreaterThan(first.usage.input_tokens);
  });

  it('refuses unknown items and invalid input', async () => {
    const unknown = await post({ input: [{ type: 'item_reference', id: 'msg_1' }] });
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ error: { message: "Item with id 'msg_1' not found." } });
    const wrong = await post({ input: 7 });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });
});

describe('embeddings', () => {
  it('returns the same vector for the same text, and similar vectors for texts that share words', async () => {
    const openai = createOpenAI({ baseURL: server.url, apiKey: 'none' });
    const { embeddings, usage } = await embedMany({
      model: openai.embedding('text-embedding-3-small'),
      values: ['refund within 30 days', 'refund within 30 days', 'a refund takes days', 'weather in Paris'],
    });
    expect(embeddings[0]).toEqual(embeddings[1]);
    expect(similarity(embeddings[0]!, embeddings[2]!)).toBeGreaterThan(similarity(embeddings[0]!, embeddings[3]!));
    expect(usage.tokens).toBeGreaterThan(10);
  });
});

describe('models', () => {
  it('are listed', async () => {
    const list = await (await fetch(`${server.url}/models`)).json();
    expect(list.data.map((entry: { id: string }) => entry.id)).toContain('gpt-4o-mini');
  });
});
