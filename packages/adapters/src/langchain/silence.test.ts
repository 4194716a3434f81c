import { AIMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { RunnableLambda } from '@langchain/core/runnables';
import { FakeListChatModel, FakeStreamingChatModel } from '@langchain/core/utils/testing';
import { fakeModel } from '@langchain/core/testing';
import { createAgent } from 'langchain';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { passMinutes } from '../clock.fixture.ts';
import { Gate } from '../gate.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { vitrineCallbacks } from './vitrine-callbacks.ts';

let recording: Recording;
let callbacks: ReturnType<typeof vitrineCallbacks>[];

beforeEach(() => {
  recording = new Recording();
  callbacks = [vitrineCallbacks(recording.client)];
});

const usage = { input_tokens: 500, output_tokens: 50, total_tokens: 550 };

/** Makes another call, which ends what was abandoned. */
async function otherCall(): Promise<void> {
  await new FakeListChatModel({ responses: ['short'] }).invoke('x', { callbacks, runName: 'other' });
}

describe('a run without an event for 20 minutes', () => {
  it('is still recorded if its tool takes that long', async () => {
    const [started, researched] = [new Gate(), new Gate()];
    const research = tool(
      async () => {
        started.open();
        await researched.opened;
        return 'the long result';
      },
      { name: 'deep_research', schema: z.object({}) },
    );
    const model = fakeModel()
      .respondWithTools([{ name: 'deep_research', args: {}, id: 'call-1' }])
      .respond(Object.assign(new AIMessage('the answer'), { usage_metadata: usage }));
    const agent = createAgent({ model, tools: [research] });
    const run = agent.invoke({ messages: [{ role: 'user', content: 'Research.' }] }, { callbacks });
    await started.opened;
    passMinutes(20);
    await otherCall();
    const [pending] = await recording.traces();
    expect(pending?.end_time ?? null).toBe(null);
    researched.open();
    await run;
    const [trace] = await recording.traces();
    expect(JSON.stringify(trace?.output)).toContain('the answer');
    expect(Date.parse(trace?.end_time ?? '') - Date.parse(trace?.start_time ?? '')).toBeGreaterThanOrEqual(19 * 60_000);
    expect(await recording.span('deep_research')).toMatchObject({ output: 'the long result' });
    const counted = (await recording.spans()).filter(({ ledger }) => ledger != null);
    expect(counted.map(({ usage: of }) => of?.['total_tokens'])).toEqual([550]);
    expect(JSON.stringify(await recording.outline())).not.toContain('…');
  });

  it('is still recorded if it was abandoned, and goes on', async () => {
    const [started, resumed] = [new Gate(), new Gate()];
    const slow = RunnableLambda.from(async () => {
      started.open();
      await resumed.opened;
      return 'late';
    });
    const run = slow.invoke('x', { callbacks, runName: 'slow' });
    await started.opened;
    passMinutes(20);
    await otherCall();
    expect((await recording.outline())[0]).toEqual(['trace slow', ['chain slow']]);
    resumed.open();
    await run;
    const [trace] = await recording.traces();
    expect(trace).toMatchObject({ name: 'slow', output: 'late' });
    expect(Date.parse(trace?.end_time ?? '') - Date.parse(trace?.start_time ?? '')).toBeGreaterThanOrEqual(19 * 60_000);
  });

  it('is ended if it is an abandoned stream, although an earlier run still runs', async () => {
    const ended = new Gate();
    const early = RunnableLambda.from(async () => (await ended.opened, 'early')).invoke('x', {
      callbacks,
      runName: 'early',
    });
    const model = new FakeStreamingChatModel({ sleep: 1, responses: [new AIMessage('abc')] });
    for await (const chunk of await model.stream('x', { callbacks })) if (chunk.content === 'a') break;
    passMinutes(20);
    await otherCall();
    expect((await recording.outline())[1]).toEqual(['trace FakeStreamingChatModel', ['llm FakeStreamingChatModel']]);
    ended.open();
    await early;
  });
});
