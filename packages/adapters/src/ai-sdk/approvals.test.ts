import { generateText, type ModelMessage, tool } from 'ai';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { Recording } from '../recording.fixture.ts';
import { calls, modelOf, textAnswer } from './models.fixture.ts';
import { vitrineTelemetry } from './vitrine-telemetry.ts';

it('a call that waits for an approval ends without an error, and the call with the approval is of the same thread', async () => {
  const recording = new Recording();
  const telemetry = { integrations: [vitrineTelemetry(recording.client, { threadId: 't-1' })] };
  const cancel = tool({ inputSchema: z.object({}), execute: async () => 'cancelled' });
  const call = (answer: ReturnType<typeof textAnswer>, messages: ModelMessage[]) =>
    generateText({
      model: modelOf(answer),
      tools: { cancel },
      toolApproval: { cancel: 'user-approval' },
      messages,
      telemetry,
    });
  const asked: ModelMessage[] = [{ role: 'user', content: 'Cancel it.' }];
  const first = await call(calls(['cancel', {}]), asked);
  const request = first.content.find((part) => part.type === 'tool-approval-request');
  const [waiting] = await recording.traces();
  expect(waiting?.end_time).toBeDefined();
  expect(waiting?.error_info ?? null).toBe(null);
  const approval = { type: 'tool-approval-response' as const, approvalId: request?.approvalId ?? '', approved: true };
  await call(textAnswer('Cancelled.'), [...asked, ...first.response.messages, { role: 'tool', content: [approval] }]);
  // The AI SDK reports another call, without a link to the first one.
  const traces = await recording.traces();
  expect(traces.map(({ thread_id }) => thread_id)).toEqual(['t-1', 't-1']);
  expect(traces[1]?.output).toBe('Cancelled.');
  expect((await recording.span('cancel')).output).toBe('cancelled');
  expect(JSON.stringify(await recording.outline())).not.toContain('…');
});
