import type { Opik } from 'opik';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type RunningServer } from '../running-server.ts';
import { expectSilence } from './expect-silence.ts';
import { MAJORS } from './majors.ts';

// Threads through Opik's own SDK from npm. It drops streamed rows that it cannot parse, so the tests count all rows.
expectSilence();

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe.each(MAJORS)('opik $version', ({ version, opik }) => {
  const projectName = `threads ${version}`;
  let client: Opik;
  let projectId: string;
  beforeAll(async () => {
    client = new opik.Opik({ apiUrl: `${server.url}/api`, projectName });
    const asked = (
      threadId: string,
      question: Record<string, string>,
      answer: Record<string, string>,
      minute: number,
    ) => {
      const startTime = new Date(Date.UTC(2026, 9, 1, 10, minute));
      const trace = client.trace({
        name: 'chat',
        threadId,
        input: question,
        output: answer,
        startTime,
        endTime: new Date(startTime.getTime() + 1_000),
      });
      const usage = { prompt_tokens: 60, completion_tokens: 40, total_tokens: 100 };
      trace.span({ name: 'model', type: 'llm', model: 'gpt-4o', provider: 'openai', usage, startTime }).end();
    };
    asked('boat', { question: 'Where is my boat?' }, { answer: 'In the harbour' }, 0);
    asked('boat', { question: 'And the oars?' }, { answer: 'In the boat' }, 2);
    asked('plane', { question: 'Where is my plane?' }, { answer: 'Late' }, 1);
    await client.flush();
    // This SDK cannot send these bodies, but others can. Its stream reader would not accept them unchanged.
    const strange = { thread_id: 'strange', input: ['a', 'list'], output: 5, start_time: '2026-10-01T10:03:00Z' };
    await server.post('private/traces/batch', { traces: [{ ...strange, project_name: projectName }] });
    projectId = (await client.api.projects.retrieveProject({ name: projectName })).id ?? '';
  });

  const find = async (filterString?: string): Promise<string[]> =>
    (await client.searchThreads({ ...(filterString && { filterString }) })).map(({ id = '' }) => id).toSorted();
  const modelId = async (threadId: string): Promise<string> =>
    (await client.api.traces.getTraceThread({ projectName, threadId })).threadModelId ?? '';

  test('threads exist as soon as their traces do, and are searched by text filters', async () => {
    expect(await find()).toEqual(['boat', 'plane', 'strange']);
    for (const [filter, ids] of [
      ['id = "BOAT"', ['boat']],
      ['number_of_messages > 2', ['boat']],
      ['number_of_messages = 2 AND first_message contains "PLANE"', ['plane']],
      ['last_message contains "in the boat"', ['boat']],
      ['duration > 60000', ['boat']],
      ['status = "active"', ['boat', 'plane', 'strange']],
      ['tags is_empty', ['boat', 'plane', 'strange']],
      ['feedback_scores.quality is_empty', ['boat', 'plane', 'strange']],
      ['start_time >= "2026-10-01T10:03:00Z"', ['strange']],
    ] as const) {
      expect(await find(filter), filter).toEqual(ids);
    }
  });

  test('threads are read with the totals of their traces', async () => {
    const expected = {
      id: 'boat',
      firstMessage: { question: 'Where is my boat?' },
      lastMessage: { answer: 'In the boat' },
      numberOfMessages: 4,
      duration: 121_000,
      usage: { total_tokens: 200 },
      status: 'active',
      startTime: new Date('2026-10-01T10:00:00Z'),
    };
    const { traces } = client.api;
    expect(await traces.getTraceThread({ projectName, threadId: 'boat' })).toMatchObject(expected);
    expect(await client.searchThreads({ filterString: 'id = "boat"', waitForAtLeast: 1 })).toMatchObject([expected]);
    const page = await traces.getTraceThreads({ projectName, size: 2, page: 2 });
    expect(page).toMatchObject({ page: 2, size: 1, total: 3 });
    const stats = await traces.getTraceThreadStats({ projectId });
    expect(stats.stats).toContainEqual({ type: 'COUNT', name: 'thread_count', value: 3 });
    const [strange] = await client.searchThreads({ filterString: 'id = "strange"' });
    expect(strange).toMatchObject({ firstMessage: '["a","list"]', lastMessage: '5' });
  });

  test('threads are closed, opened, and opened again by a new trace', async () => {
    const { traces } = client.api;
    await traces.closeTraceThread({ projectName, threadIds: ['boat', 'plane'] });
    expect(await find('status = "inactive"')).toEqual(['boat', 'plane']);
    await traces.openTraceThread({ projectName, threadId: 'boat' });
    expect(await find('status = "inactive"')).toEqual(['plane']);
    client.trace({ name: 'chat', threadId: 'plane', input: { question: 'And now?' } }).end();
    await client.flush();
    expect(await find('status = "inactive"')).toEqual([]);
  });

  test('threads are tagged, scored and commented on', async () => {
    const { traces } = client.api;
    const [boat, plane] = await Promise.all(['boat', 'plane'].map(modelId));
    await traces.updateThread(boat ?? '', { body: { tags: ['vip'] } });
    await traces.batchUpdateThreads({ ids: [boat ?? '', plane ?? ''], update: { tags: ['seen'] }, mergeTags: true });
    const score = { threadId: 'boat', name: 'Quality', value: 0.8, reason: 'good', source: 'sdk' as const };
    await traces.scoreBatchOfThreads({ scores: [{ ...score, projectName }] });
    await traces.addThreadComment(boat ?? '', { body: { text: 'kind' } });

    const thread = await traces.getTraceThread({ projectName, threadId: 'boat' });
    expect(thread).toMatchObject({
      tags: ['vip', 'seen'],
      feedbackScores: [{ name: 'Quality', value: 0.8, reason: 'good', source: 'sdk' }],
      comments: [{ text: 'kind' }],
    });
    expect(await find('tags contains "vi"')).toEqual(['boat']);
    expect(await find('tags = "seen"')).toEqual(['boat', 'plane']);
    expect(await find('feedback_scores.quality >= 0.8')).toEqual(['boat']);
    const names = await traces.findTraceThreadsFeedbackScoreNames({ projectId });
    expect(names.scores).toMatchObject([{ name: 'Quality' }]);

    const commentId = thread.comments?.[0]?.id ?? '';
    await traces.updateThreadComment(commentId, { body: { text: 'kinder' } });
    expect(await traces.getThreadComment(boat ?? '', commentId)).toMatchObject({ text: 'kinder' });
    await traces.deleteThreadComments({ ids: [commentId] });
    await traces.deleteThreadFeedbackScores({ projectName, threadId: 'boat', names: ['Quality'] });
    const bare = await traces.getTraceThread({ projectName, threadId: 'boat' });
    expect([bare.comments, bare.feedbackScores]).toEqual([undefined, undefined]);
  });

  test('threads are deleted with their traces', async () => {
    await client.api.traces.deleteTraceThreads({ projectName, threadIds: ['strange'] });
    expect(await find()).toEqual(['boat', 'plane']);
    expect(await client.searchTraces({ filterString: 'thread_id = "strange"' })).toEqual([]);
  });
});
