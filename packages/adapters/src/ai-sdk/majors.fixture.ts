import * as ai5 from 'ai-5';
import * as test5 from 'ai-5/test';
import * as ai6 from 'ai-6';
import * as test6 from 'ai-6/test';
import { z } from 'zod';

type Answer = { content: object[]; finishReason: unknown; usage: object; warnings: never[]; response?: object };

/** Functions that both versions of the AI SDK have, with the types of the newer one. */
export interface Major {
  generateText: typeof ai6.generateText;
  streamText: typeof ai6.streamText;
  generateObject: typeof ai6.generateObject;
  embed: typeof ai6.embed;
  embedMany: typeof ai6.embedMany;
  tool: typeof ai6.tool;
  stepCountIs: typeof ai6.stepCountIs;
  modelOf: (...answers: (Answer | Error)[]) => ai6.LanguageModel;
  streamOf: (words: string[], apartMs?: number, last?: object[]) => ai6.LanguageModel;
  embedder: ai6.EmbeddingModel;
  textAnswer: (text: string) => Answer;
  calls: (...tools: [toolName: string, input: unknown][]) => Answer;
}

/** The same usage in the shape of each version: 100 input tokens (60 cached) and 50 output tokens (30 reasoning). */
const USAGE_5 = { inputTokens: 100, outputTokens: 50, totalTokens: 150, cachedInputTokens: 60, reasoningTokens: 30 };
const USAGE_6 = {
  inputTokens: { total: 100, noCache: 30, cacheRead: 60, cacheWrite: 10 },
  outputTokens: { total: 50, text: 20, reasoning: 30 },
};

/** Returns functions that make a model's answers in the shape of one version. */
function answersOf(usage: object, reason: (unified: string) => unknown) {
  return {
    textAnswer: (text: string): Answer => ({
      content: [{ type: 'text', text }],
      finishReason: reason('stop'),
      usage,
      warnings: [],
      response: { id: 'response-1', modelId: 'gpt-x-2026', timestamp: new Date() },
    }),
    calls: (...tools: [toolName: string, input: unknown][]): Answer => ({
      content: tools.map(([toolName, input], i) => ({
        type: 'tool-call',
        toolCallId: `call-${i}`,
        toolName,
        input: JSON.stringify(input),
      })),
      finishReason: reason('tool-calls'),
      usage,
      warnings: [],
    }),
    chunks: (words: string[], last: object[]) => [
      { type: 'stream-start', warnings: [] },
      { type: 'response-metadata', id: 'response-1', modelId: 'gpt-x-2026' },
      { type: 'text-start', id: '1' },
      ...words.map((delta) => ({ type: 'text-delta', id: '1', delta })),
      { type: 'text-end', id: '1' },
      ...last,
      { type: 'finish', finishReason: reason(last.length > 0 ? 'error' : 'stop'), usage },
    ],
  };
}

interface Mocks {
  Model: new (options: object) => unknown;
  Embedder: new (options: object) => unknown;
  simulateReadableStream: (options: { chunks: object[]; chunkDelayInMs: number }) => ReadableStream<object>;
}

function modelsOf({ Model, Embedder, simulateReadableStream }: Mocks, { chunks }: ReturnType<typeof answersOf>) {
  const details = { provider: 'openai.chat', modelId: 'gpt-x' };
  const embeddings = [[0.1, 0.2, 0.3]];
  return {
    modelOf(...answers: (Answer | Error)[]): ai6.LanguageModel {
      let next = 0;
      const doGenerate = async (): Promise<Answer> => {
        const answer = answers[next++];
        if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer left');
        return answer;
      };
      return new Model({ ...details, doGenerate }) as ai6.LanguageModel;
    },
    streamOf: (words: string[], apartMs = 1, last: object[] = []): ai6.LanguageModel =>
      new Model({
        ...details,
        doStream: async () => ({
          stream: simulateReadableStream({ chunks: chunks(words, last), chunkDelayInMs: apartMs }),
        }),
      }) as ai6.LanguageModel,
    embedder: new Embedder({
      ...details,
      maxEmbeddingsPerCall: 10,
      doEmbed: async ({ values }: { values: string[] }) => ({
        embeddings: values.flatMap(() => embeddings),
        usage: { tokens: 4 },
        warnings: [],
      }),
    }) as ai6.EmbeddingModel,
  };
}

const answers5 = answersOf(USAGE_5, (unified) => unified);
const answers6 = answersOf(USAGE_6, (unified) => ({ unified, raw: unified }));

export const majors: [name: string, major: Major][] = [
  [
    '5',
    {
      ...(ai5 as unknown as Major),
      ...answers5,
      ...modelsOf(
        {
          Model: test5.MockLanguageModelV2,
          Embedder: test5.MockEmbeddingModelV2,
          simulateReadableStream: ai5.simulateReadableStream,
        },
        answers5,
      ),
    },
  ],
  [
    '6',
    {
      ...(ai6 as unknown as Major),
      ...answers6,
      ...modelsOf(
        {
          Model: test6.MockLanguageModelV3,
          Embedder: test6.MockEmbeddingModelV3,
          simulateReadableStream: ai6.simulateReadableStream,
        },
        answers6,
      ),
    },
  ],
];

const inputSchema = z.object({ a: z.number() });

/** A tool that adds one, and one that fails. */
export const tools = {
  add: ai6.tool({ inputSchema, execute: async ({ a }) => a + 1 }),
  fail: ai6.tool({
    inputSchema,
    execute: async (): Promise<number> => {
      throw new TypeError('the tool broke');
    },
  }),
};
