import { Mastra } from '@mastra/core';
import { Agent } from '@mastra/core/agent';
import { Observability } from '@mastra/observability';
import { MockLanguageModelV3 } from 'ai-6/test';
import { expect, it } from 'vitest';
import { Recording } from '../recording.fixture.ts';
import { vitrineExporter } from './vitrine-exporter.ts';

type End = 'abort' | 'break' | 'error';

/** A model that streams "Hello", and then fails. */
function failingModel(end: End): MockLanguageModelV3 {
  return new MockLanguageModelV3({
    provider: 'openai.chat',
    modelId: 'gpt-x',
    doStream: async ({ abortSignal }) => {
      const parts: object[] = [
        { type: 'stream-start', warnings: [] },
        { type: 'text-start', id: '1' },
        { type: 'text-delta', id: '1', delta: 'Hel' },
        { type: 'text-delta', id: '1', delta: 'lo' },
      ];
      const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
      if (end === 'error') parts.push({ type: 'error', error });
      const stream = new ReadableStream(
        {
          pull(controller) {
            const part = parts.shift();
            if (part !== undefined) return controller.enqueue(part);
            if (end === 'error') return controller.close();
            if (end === 'break') return controller.error(new TypeError('terminated'));
            return new Promise((_resolve, reject) => {
              abortSignal?.addEventListener('abort', () => reject(abortSignal.reason as Error), { once: true });
            });
          },
        },
        { highWaterMark: 0 },
      );
      return { stream: stream as never };
    },
  });
}

it.each<[End, object | undefined, unknown]>([
  ['abort', undefined, { status: 'aborted', text: 'Hello' }],
  ['break', { exception_type: 'TypeError', message: 'terminated' }, 'Hello'],
  ['error', { exception_type: 'overloaded_error', message: 'Overloaded' }, 'Hello'],
])('a stream that ends by an %s keeps its text, on the model call and on the trace', async (end, errorInfo, output) => {
  const recording = new Recording();
  const desk = new Agent({ id: 'desk', name: 'desk', instructions: 'Help.', model: failingModel(end) });
  const exporters = [vitrineExporter(recording.client)];
  const observability = new Observability({ configs: { vitrine: { serviceName: 'test', exporters } } });
  const mastra = new Mastra({ agents: { desk }, observability, logger: false });
  const abort = new AbortController();
  const options = { abortSignal: abort.signal, modelSettings: { maxRetries: 0 } };
  const { textStream } = await mastra.getAgent('desk').stream('x', options);
  try {
    for await (const text of textStream) if (text === 'lo' && end === 'abort') abort.abort();
  } catch {
    // The reader of a stream that breaks off gets its error.
  }
  await expect.poll(async () => JSON.stringify(await recording.outline())).not.toContain('…');
  const model = await recording.span('gpt-x');
  const [trace] = await recording.traces();
  expect(model.output).toMatchObject({ text: 'Hello' });
  if (typeof output === 'string') expect(trace?.output).toBe(output);
  else expect(trace?.output).toMatchObject(output as object);
  if (errorInfo === undefined) return;
  expect(model.error_info).toMatchObject(errorInfo);
  expect(trace?.error_info).toMatchObject(errorInfo);
});
