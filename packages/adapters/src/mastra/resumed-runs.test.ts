import { Mastra } from '@mastra/core';
import { Agent } from '@mastra/core/agent';
import { InMemoryStore } from '@mastra/core/storage';
import { createTool } from '@mastra/core/tools';
import { createStep, createWorkflow } from '@mastra/core/workflows';
import { Observability } from '@mastra/observability';
import { MockLanguageModelV3 } from 'ai-6/test';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Recording } from '../recording.fixture.ts';
import { vitrineExporter } from './vitrine-exporter.ts';

const value = z.object({ v: z.number() });
const usage = {
  inputTokens: { total: 100, noCache: 100, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 50, text: 50, reasoning: 0 },
};

/** A model that calls the tool `cancel`, and then answers "final". */
function approvedModel(): MockLanguageModelV3 {
  let call = 0;
  return new MockLanguageModelV3({
    provider: 'openai.chat',
    modelId: 'gpt-x',
    doStream: async () => {
      const isFirst = call++ === 0;
      const unified = isFirst ? ('tool-calls' as const) : ('stop' as const);
      return {
        stream: new ReadableStream({
          start(controller) {
            controller.enqueue({ type: 'stream-start', warnings: [] });
            if (isFirst) controller.enqueue({ type: 'tool-call', toolCallId: 'c0', toolName: 'cancel', input: '{}' });
            else {
              controller.enqueue({ type: 'text-start', id: '1' });
              controller.enqueue({ type: 'text-delta', id: '1', delta: 'final' });
              controller.enqueue({ type: 'text-end', id: '1' });
            }
            controller.enqueue({ type: 'finish', finishReason: { unified, raw: unified }, usage });
            controller.close();
          },
        }),
      };
    },
  });
}

function workflow() {
  const schemas = { inputSchema: value, outputSchema: value };
  const s1 = createStep({ id: 's1', ...schemas, execute: async ({ inputData }) => ({ v: inputData.v + 1 }) });
  const s2 = createStep({
    id: 's2',
    ...schemas,
    resumeSchema: z.object({ ok: z.boolean() }),
    execute: async ({ inputData, resumeData, suspend }) => {
      if (resumeData === undefined) return await suspend({});
      return { v: inputData.v * 10 };
    },
  });
  const s3 = createStep({ id: 's3', ...schemas, execute: async ({ inputData }) => ({ v: inputData.v + 5 }) });
  return createWorkflow({ id: 'hitl', ...schemas })
    .then(s1)
    .then(s2)
    .then(s3)
    .commit();
}

/** Returns an app on a store. Two apps on one store are as two processes. */
function appOn(storage: InMemoryStore, recording: Recording, way: 'exporter' | 'bridge') {
  const cancel = createTool({
    id: 'cancel',
    description: 'Cancels.',
    inputSchema: z.object({}),
    requireApproval: true,
    execute: async () => ({ ok: true }),
  });
  const desk = new Agent({
    id: 'desk',
    name: 'desk',
    instructions: 'Help.',
    model: approvedModel(),
    tools: { cancel },
  });
  const vitrine = vitrineExporter(recording.client);
  const place = way === 'exporter' ? { exporters: [vitrine] } : { exporters: [], bridge: vitrine };
  const observability = new Observability({ configs: { vitrine: { serviceName: 'test', ...place } } });
  return new Mastra({ agents: { desk }, workflows: { hitl: workflow() }, storage, observability, logger: false });
}

describe.each(['exporter', 'bridge'] as const)('a suspended run of Mastra with the %s', (way) => {
  let recording: Recording;
  let storage: InMemoryStore;

  beforeEach(() => {
    recording = new Recording();
    storage = new InMemoryStore();
  });

  it('is one trace with the workflow’s resumed part, whose output and end it has', async () => {
    const mastra = appOn(storage, recording, way);
    const run = await mastra.getWorkflow('hitl').createRun();
    expect((await run.start({ inputData: { v: 1 } })).status).toBe('suspended');
    const [suspended] = await recording.traces();
    expect(suspended?.end_time).toBeDefined();
    const again = await mastra.getWorkflow('hitl').createRun({ runId: run.runId });
    await again.resume({ step: 's2', resumeData: { ok: true } });
    const [trace, ...more] = await recording.traces();
    expect(more).toEqual([]);
    expect(trace).toMatchObject({ start_time: suspended?.start_time, input: { v: 1 }, output: { v: 25 } });
    const last = (await recording.spans()).findLast(({ name }) => name === 'hitl');
    expect(trace?.end_time).toBe(last?.end_time);
    expect((await recording.spans()).every(({ trace_id }) => trace_id === trace?.id)).toBe(true);
  });

  it('is one trace with the resumed part of another process', async () => {
    const run = await appOn(storage, recording, way).getWorkflow('hitl').createRun();
    await run.start({ inputData: { v: 1 } });
    const [suspended] = await recording.traces();
    const other = new Recording();
    const again = await appOn(storage, other, way).getWorkflow('hitl').createRun({ runId: run.runId });
    await again.resume({ step: 's2', resumeData: { ok: true } });
    const [resumed, ...more] = await other.traces();
    expect(more).toEqual([]);
    expect(resumed).toMatchObject({ id: suspended?.id, output: { v: 25 } });
    expect(resumed?.end_time).toBeDefined();
    // The start, the name and the input are those of the first part.
    expect(resumed).not.toHaveProperty('start_time');
    expect(resumed).not.toHaveProperty('name');
    expect(resumed).not.toHaveProperty('input');
    const first = (await recording.spans()).find(({ name }) => name === 'hitl');
    const second = (await other.spans()).find(({ name }) => name === 'hitl');
    expect(second).toMatchObject({ trace_id: suspended?.id, parent_span_id: first?.id });
  });

  it('ends with the answer after an approval', async () => {
    const mastra = appOn(storage, recording, way);
    const stream = await mastra.getAgent('desk').stream('Cancel it.');
    await stream.consumeStream();
    const [before] = await recording.traces();
    expect(before?.output).toMatchObject({ status: 'suspended' });
    const resumed = await mastra.getAgent('desk').approveToolCall({ runId: stream.runId, toolCallId: 'c0' });
    await resumed.consumeStream();
    expect(await resumed.text).toBe('final');
    const [trace, ...more] = await recording.traces();
    expect(more).toEqual([]);
    expect(trace?.id).toBe(before?.id);
    expect(JSON.stringify(trace?.output)).toContain('final');
    expect(Date.parse(trace?.end_time ?? '')).toBeGreaterThanOrEqual(Date.parse(before?.end_time ?? ''));
    expect((await recording.span('cancel')).output).toEqual({ ok: true });
  });
});
