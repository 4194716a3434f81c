import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { stepCountIs, streamText, tool } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { Recording } from '../recording.fixture.ts';
import { calls, type Chunk, modelOf, textAnswer, streamOf } from './models.fixture.ts';
import { vitrineTelemetry } from './vitrine-telemetry.ts';

async function readOne(recording: Recording): Promise<void> {
  const words = Array.from({ length: 500 }, () => 'word');
  const telemetry = { integrations: [vitrineTelemetry(recording.client)] };
  const { textStream } = streamText({ model: streamOf(words, 0), prompt: 'x', telemetry });
  for await (const part of textStream) if (part === 'word') break;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Collects garbage, and gives finalizers turns of the event loop to run. */
async function collectAll(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    collect();
    await setImmediate();
  }
}

it('does not end a call whose earlier stream is collected while a later step runs', async () => {
  const recording = new Recording();
  const lastChunkMs: number[] = [];
  const steps = [modelOf(calls(['slow', {}])), modelOf(textAnswer('done'))];
  // Each step streams the answer of the other mock.
  const model = new MockLanguageModelV4({
    provider: 'openai.chat',
    modelId: 'gpt-x',
    doStream: async (options) => {
      const answer = await steps.shift()!.doGenerate(options);
      const chunks = answer.content.flatMap((part): Chunk[] =>
        part.type === 'text'
          ? [
              { type: 'text-start', id: '1' },
              { type: 'text-delta', id: '1', delta: part.text },
              { type: 'text-end', id: '1' },
            ]
          : part.type === 'tool-call'
            ? [part]
            : [],
      );
      return {
        stream: new ReadableStream<Chunk>({
          async start(controller) {
            for (const chunk of chunks) {
              await collectAll();
              controller.enqueue(chunk);
            }
            lastChunkMs.push(Date.now());
            await collectAll();
            controller.enqueue({ type: 'finish', finishReason: answer.finishReason, usage: answer.usage });
            controller.close();
          },
        }),
      };
    },
  });
  const slow = tool({
    inputSchema: z.object({}),
    execute: async () => {
      await collectAll();
      return 'found';
    },
  });
  const telemetry = { integrations: [vitrineTelemetry(recording.client)] };
  const result = streamText({ model, prompt: 'x', tools: { slow }, stopWhen: stepCountIs(3), telemetry });
  expect(await result.text).toBe('done');
  expect(await recording.outline()).toEqual([
    [
      'trace streamText',
      ['agent agent', ['step step 1', ['llm gpt-x'], ['tool slow']], ['step step 2', ['llm gpt-x']]],
    ],
  ]);
  const models = (await recording.spans()).filter((span) => span.kind === 'llm');
  for (const [step, span] of models.entries()) {
    expect(span.usage).toMatchObject({ total_tokens: 150 });
    expect(Date.parse(span.end_time!)).toBeGreaterThanOrEqual(lastChunkMs[step] ?? Infinity);
  }
});

it('ends an abandoned stream when it is garbage collected', async () => {
  const recording = new Recording();
  await readOne(recording);
  expect(await recording.outline()).toEqual([['trace streamText…', ['llm gpt-x…']]]);
  await expect
    .poll(async () => {
      collect();
      return await recording.outline();
    })
    .toEqual([['trace streamText', ['llm gpt-x']]]);
  expect((await recording.span('gpt-x')).metadata).toMatchObject({ finishReason: 'left' });
});
