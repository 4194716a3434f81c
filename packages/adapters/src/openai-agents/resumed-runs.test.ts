import * as agents from '@openai/agents';
import OpenAI from 'openai';
import * as agents08 from 'openai-agents-0.8';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { passMinutes } from '../clock.fixture.ts';
import { Gate } from '../gate.fixture.ts';
import { json, ProviderServer } from '../model-calls/provider-server.fixture.ts';
import { messageItem, response } from '../openai/openai.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { vitrineTracingProcessor } from './vitrine-tracing-processor.ts';

let endpoint: ProviderServer;
let recording: Recording;

const calling = (name: string) => {
  const item = { type: 'function_call', id: 'fc_0', call_id: 'call-0', name, arguments: '{}', status: 'completed' };
  return json(response([item]));
};
const answer = (text: string) => json(response([messageItem(text)]));

describe.each([
  ['0.8', agents08 as unknown as typeof agents],
  ['0.20', agents],
])('@openai/agents %s', (version, sdk) => {
  let runner: agents.Runner;

  /** Records in a client of its own from here on, as another process does. */
  const record = (): Recording => {
    const recorded = new Recording();
    sdk.setTraceProcessors([vitrineTracingProcessor(recorded.client)]);
    return recorded;
  };

  const agentWith = (execute: () => Promise<string>, needsApproval = false) =>
    new sdk.Agent({
      name: 'support',
      model: 'gpt-5',
      tools: [sdk.tool({ name: 'cancel', description: 'Cancels.', parameters: z.object({}), needsApproval, execute })],
    });

  beforeEach(async () => {
    endpoint = await ProviderServer.start();
    sdk.setTracingDisabled(false);
    recording = record();
    const openAIClient = new OpenAI({ apiKey: 'none', baseURL: `${endpoint.url}/v1`, maxRetries: 0 });
    runner = new sdk.Runner({ modelProvider: new sdk.OpenAIProvider({ openAIClient, useResponses: true }) });
  });

  afterEach(async () => {
    sdk.setTraceProcessors([]);
    await endpoint.close();
  });

  it('records what a tool returns after 20 minutes', async () => {
    const [started, finished] = [new Gate(), new Gate()];
    endpoint.reply(calling('cancel'), answer('short'), answer('Cancelled.'));
    const slow = agentWith(async () => {
      started.open();
      await finished.opened;
      return 'the long result';
    });
    const run = runner.run(slow, 'Cancel it.');
    await started.opened;
    passMinutes(20);
    await runner.run(new sdk.Agent({ name: 'other', model: 'gpt-5' }), 'x');
    finished.open();
    await run;
    const [trace] = await recording.traces();
    expect(trace?.output).toMatchObject([{ content: [{ text: 'Cancelled.' }] }]);
    expect(Date.parse(trace?.end_time ?? '') - Date.parse(trace?.start_time ?? '')).toBeGreaterThanOrEqual(19 * 60_000);
    expect(await recording.span('cancel')).toMatchObject({ output: 'the long result' });
    const models = (await recording.spans()).filter(({ ledger, trace_id }) => ledger && trace_id === trace?.id);
    expect(models).toHaveLength(2);
  });

  it.each(['the same state', 'a state from text'])('continues the trace of an approved run with %s', async (how) => {
    endpoint.reply(calling('cancel'), answer('Cancelled.'));
    const agent = agentWith(async () => 'done', true);
    const first = await runner.run(agent, 'Cancel it.');
    const [interrupted] = await recording.traces();
    expect(interrupted?.end_time).toBeDefined();
    passMinutes(2);
    const state = how === 'the same state' ? first.state : await sdk.RunState.fromString(agent, first.state.toString());
    for (const item of first.interruptions) state.approve(item);
    await runner.run(agent, state as typeof first.state);
    const traces = await recording.traces();
    expect(traces).toHaveLength(1);
    expect(traces[0]).toMatchObject({
      start_time: interrupted?.start_time,
      input: { messages: [{ role: 'user', content: 'Cancel it.' }] },
      output: [{ content: [{ text: 'Cancelled.' }] }],
    });
    expect(Date.parse(traces[0]?.end_time ?? '')).toBeGreaterThanOrEqual(
      Date.parse(interrupted?.end_time ?? '') + 60_000,
    );
    expect(await recording.span('cancel')).toMatchObject({ output: 'done' });
    expect(JSON.stringify(await recording.outline())).not.toContain('…');
    expect((await recording.spans()).filter(({ ledger }) => ledger != null)).toHaveLength(2);
  });

  it('has the provider’s own error if a response fails', async () => {
    const error = { code: 'server_error', message: 'Overloaded' };
    // Version 0.8 takes a failed response for an empty one, and asks again.
    endpoint.reply(json(response([], { status: 'failed', error, usage: null })), answer('Sorry.'));
    await runner.run(new sdk.Agent({ name: 'support', model: 'gpt-5' }), 'x').catch(() => {});
    const failed = { exception_type: 'server_error', message: 'Overloaded' };
    const model = (await recording.spans()).find(({ kind }) => kind === 'llm');
    expect(model?.error_info).toMatchObject(failed);
    const [trace] = await recording.traces();
    if (version === '0.20') expect(trace?.error_info).toMatchObject(failed);
  });

  it('continues the trace of an approved run in another process', async () => {
    endpoint.reply(calling('cancel'), answer('Cancelled.'));
    const agent = agentWith(async () => 'done', true);
    const first = await runner.run(agent, 'Cancel it.');
    const [interrupted] = await recording.traces();
    const other = record();
    const state = await sdk.RunState.fromString(agent, first.state.toString());
    for (const item of first.interruptions) state.approve(item);
    await runner.run(agent, state as typeof first.state);
    const [resumed, ...more] = await other.traces();
    expect(more).toEqual([]);
    expect(resumed?.id).toBe(interrupted?.id);
    // The start, the name and the input are those of the first part.
    expect(resumed).not.toHaveProperty('start_time');
    expect(resumed).not.toHaveProperty('name');
    expect(resumed).not.toHaveProperty('input');
    expect(resumed?.end_time).toBeDefined();
    expect((await other.span('cancel')).output).toBe('done');
    expect(resumed?.output).toMatchObject([{ content: [{ text: 'Cancelled.' }] }]);
    expect((await other.spans()).every(({ trace_id }) => trace_id === interrupted?.id)).toBe(true);
  });
});
