import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { streamText } from 'ai';
import { expect, it } from 'vitest';
import { Recording } from '../outline.fixture.ts';
import { streamOf } from './models.fixture.ts';
import { vitrineTelemetry } from './vitrine-telemetry.ts';

async function readOne(recording: Recording): Promise<void> {
  const words = Array.from({ length: 500 }, () => 'word');
  const telemetry = { integrations: [vitrineTelemetry(recording.client)] };
  const { textStream } = streamText({ model: streamOf(words, 0), prompt: 'x', telemetry });
  for await (const part of textStream) if (part === 'word') break;
}

it('ends a long stream that was left once nobody holds it any more', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const recording = new Recording();
  await readOne(recording);
  expect(await recording.outline()).toEqual([['trace streamText…', ['llm gpt-x…']]]);
  await expect
    .poll(
      async () => {
        collect();
        return await recording.outline();
      },
      { timeout: 10_000 },
    )
    .toEqual([['trace streamText', ['llm gpt-x']]]);
  expect((await recording.span('gpt-x')).metadata).toMatchObject({ finishReason: 'left' });
});
