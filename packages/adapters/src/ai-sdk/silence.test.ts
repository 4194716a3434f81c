import { generateText, isStepCount, tool } from 'ai';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { passMinutes } from '../clock.fixture.ts';
import { Gate } from '../gate.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { majors } from './majors.fixture.ts';
import { calls, modelOf, textAnswer } from './models.fixture.ts';
import { vitrineTelemetry } from './vitrine-telemetry.ts';
import { vitrineTracer } from './vitrine-tracer.ts';

let recording: Recording;

beforeEach(() => {
  recording = new Recording();
});

/** Records a call whose tool takes 20 minutes, while other calls begin. */
async function runSlowly(
  call: (execute: () => Promise<string>) => PromiseLike<unknown>,
  otherCall: () => PromiseLike<unknown>,
): Promise<void> {
  const [started, researched] = [new Gate(), new Gate()];
  const run = call(async () => {
    started.open();
    await researched.opened;
    return 'the long result';
  });
  await started.opened;
  passMinutes(20);
  await otherCall();
  const [pending] = await recording.traces();
  expect(pending?.end_time ?? null).toBe(null);
  researched.open();
  await run;
}

async function expectWhole(): Promise<void> {
  const [trace] = await recording.traces();
  expect(trace?.output).toBe('the answer');
  expect(Date.parse(trace?.end_time ?? '') - Date.parse(trace?.start_time ?? '')).toBeGreaterThanOrEqual(19 * 60_000);
  expect(await recording.span('deep_research')).toMatchObject({ output: 'the long result' });
  const models = (await recording.spans()).filter(({ kind, trace_id }) => kind === 'llm' && trace_id === trace?.id);
  expect(models.map(({ usage }) => usage?.['total_tokens'])).toEqual([150, 150]);
  expect(JSON.stringify(await recording.outline())).not.toContain('…');
}

const inputSchema = z.object({});

describe('a call without an event for 20 minutes', () => {
  it('is still recorded by the telemetry of version 7 if its tool takes that long', async () => {
    const telemetry = { integrations: [vitrineTelemetry(recording.client)] };
    await runSlowly(
      (execute) =>
        generateText({
          model: modelOf(calls(['deep_research', {}]), textAnswer('the answer')),
          tools: { deep_research: tool({ inputSchema, execute }) },
          stopWhen: isStepCount(3),
          prompt: 'Research.',
          telemetry,
        }),
      () => generateText({ model: modelOf(textAnswer('short')), prompt: 'x', telemetry }),
    );
    await expectWhole();
  });

  it.each(majors)('is still recorded by the tracer of version %s if its tool takes that long', async (_name, sdk) => {
    const telemetry = { isEnabled: true, tracer: vitrineTracer(recording.client) };
    await runSlowly(
      (execute) =>
        sdk.generateText({
          model: sdk.modelOf(sdk.calls(['deep_research', {}]), sdk.textAnswer('the answer')),
          tools: { deep_research: sdk.tool({ inputSchema, execute }) },
          stopWhen: sdk.stepCountIs(3),
          prompt: 'Research.',
          experimental_telemetry: telemetry,
        }),
      () =>
        sdk.generateText({
          model: sdk.modelOf(sdk.textAnswer('short')),
          prompt: 'x',
          experimental_telemetry: telemetry,
        }),
    );
    await expectWhole();
  });
});
