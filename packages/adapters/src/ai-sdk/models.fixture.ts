import { tool } from 'ai';
import { MockLanguageModelV4, simulateReadableStream } from 'ai/test';
import { z } from 'zod';

/** Result of one model call. */
type Answer = Awaited<ReturnType<MockLanguageModelV4['doGenerate']>>;
export type Chunk =
  Awaited<ReturnType<MockLanguageModelV4['doStream']>>['stream'] extends ReadableStream<infer T> ? T : never;

const USAGE = {
  inputTokens: { total: 100, noCache: 30, cacheRead: 60, cacheWrite: 10 },
  outputTokens: { total: 50, text: 20, reasoning: 30 },
};

export function textAnswer(text: string): Answer {
  return {
    content: [{ type: 'text', text }],
    finishReason: { unified: 'stop', raw: 'stop' },
    usage: USAGE,
    warnings: [],
    response: { id: 'response-1', modelId: 'gpt-x-2026', timestamp: new Date() },
  };
}

export function calls(...tools: [toolName: string, input: unknown][]): Answer {
  return {
    content: tools.map(([toolName, input], i) => ({
      type: 'tool-call' as const,
      toolCallId: `call-${i}`,
      toolName,
      input: JSON.stringify(input),
    })),
    finishReason: { unified: 'tool-calls', raw: 'tool_calls' },
    usage: USAGE,
    warnings: [],
  };
}

/** Returns a model that returns the next answer, or throws the next error, on each call. */
export function modelOf(...answers: (Answer | Error)[]): MockLanguageModelV4 {
  let next = 0;
  return new MockLanguageModelV4({
    provider: 'openai.chat',
    modelId: 'gpt-x',
    doGenerate: async () => {
      const answer = answers[next++];
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer left');
      return answer;
    },
  });
}

/** Returns a model that streams words at an interval in ms. */
export function streamOf(words: string[], apartMs = 1, last: Chunk[] = []): MockLanguageModelV4 {
  const chunks: Chunk[] = [
    { type: 'stream-start', warnings: [] },
    { type: 'text-start', id: '1' },
    ...words.map((delta) => ({ type: 'text-delta' as const, id: '1', delta })),
    { type: 'text-end', id: '1' },
    ...last,
    { type: 'finish', finishReason: { unified: last.length > 0 ? 'error' : 'stop', raw: 'stop' }, usage: USAGE },
  ];
  return new MockLanguageModelV4({
    provider: 'openai.chat',
    modelId: 'gpt-x',
    doStream: async () => ({ stream: simulateReadableStream({ chunks, chunkDelayInMs: apartMs }) }),
  });
}

const inputSchema = z.object({ a: z.number() });

/** A tool that adds one. */
export const add = tool({ inputSchema, execute: async ({ a }) => a + 1 });

/** A tool that fails. */
export const fail = tool({
  inputSchema,
  execute: async (): Promise<number> => {
    throw new TypeError('the tool broke');
  },
});
