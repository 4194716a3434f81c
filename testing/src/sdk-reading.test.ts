import { TransportError, Vitrine } from '@vitrine/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from './running-server.ts';

let server: RunningServer;
let client: Vitrine;

beforeAll(async () => {
  server = await startServer();
  client = new Vitrine({ url: server.url, projectName: 'reading', batchSize: 1_000 });
  for (let at = 0; at < 2_100; at++) {
    const trace = client.trace({ name: `answer ${at}`, threadId: `conversation ${at % 10}`, tags: [`t${at % 7}`] });
    if (at % 100 === 0) trace.span({ name: 'step', kind: 'tool', input: at }).end();
    trace.end();
  }
  expect(await client.flush({ timeoutMs: 20_000 })).toMatchObject({ dropped: 0, pending: 0 });
});

afterAll(() => server.close());

async function allOf<T>(found: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of found) all.push(each);
  return all;
}

describe('reading back', () => {
  it('returns all traces of all pages, newest first', async () => {
    const names = (await allOf(client.traces.search())).map(({ name }) => name);
    expect(names).toEqual(Array.from({ length: 2_100 }, (_, index) => `answer ${2_099 - index}`));
    expect(await client.traces.count()).toBe(2_100);
  });

  it('limits the results by number, by the trace before them, by filter and by time', async () => {
    const first = await allOf(client.traces.search({ maxResults: 3 }));
    expect(first).toHaveLength(3);
    const next = await allOf(client.traces.search({ maxResults: 2, after: first.at(-1)!.id }));
    expect(next.map(({ name }) => name)).toEqual(['answer 2096', 'answer 2095']);
    const filter = 'tags contains "t3" AND name starts_with "answer 1"';
    const found = await allOf(client.traces.search({ filter }));
    expect(found.length).toBeGreaterThan(100);
    expect(found.every(({ name, tags }) => name?.startsWith('answer 1') && tags?.includes('t3'))).toBe(true);
    expect(await client.traces.count({ filter })).toBe(found.length);
    expect(await allOf(client.traces.search({ to: new Date(0) }))).toEqual([]);
  });

  it('explains what is wrong with a filter, and why a request failed', async () => {
    await expect(allOf(client.traces.search({ filter: 'tags ~ 1' }))).rejects.toThrow('expected an operator');
    await expect(allOf(client.traces.search({ projectName: 'no such project' }))).rejects.toThrow(TransportError);
    const nowhere = new Vitrine({ url: 'http://127.0.0.1:9' });
    await expect(nowhere.traces.get('x')).rejects.toThrow('does not answer');
  });

  it('returns single traces and spans, and undefined if there is none', async () => {
    const span = (await allOf(client.spans.search({ type: 'tool', maxResults: 1 }))).at(0)!;
    expect(span).toMatchObject({ name: 'step', type: 'tool' });
    expect(await client.spans.get(span.id)).toMatchObject({ id: span.id, trace_id: span.trace_id });
    expect(await client.traces.get(span.trace_id)).toMatchObject({ id: span.trace_id, span_count: 1 });
    expect(await allOf(client.spans.search({ traceId: span.trace_id }))).toHaveLength(1);
    expect(await client.traces.get('0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11')).toBeUndefined();
  });

  it('returns threads, sets their status, and deletes scores', async () => {
    expect(await client.threads.get('conversation 3')).toMatchObject({ id: 'conversation 3' });
    expect(await client.threads.get('none')).toBeUndefined();
    const threads = await allOf(client.threads.search({ filter: 'number_of_messages >= 2' }));
    expect(threads.map(({ id }) => id).toSorted()).toEqual(
      Array.from({ length: 10 }, (_, index) => `conversation ${index}`),
    );
    expect(await allOf(client.threads.search({ maxResults: 4 }))).toHaveLength(4);
    await client.threads.setStatus('conversation 3', 'inactive');
    expect(await client.threads.get('conversation 3')).toMatchObject({ status: 'inactive' });
    const trace = (await allOf(client.traces.search({ maxResults: 1 }))).at(0)!;
    client.scores.add('trace', trace.id, { name: 'good', value: 1 });
    await client.flush();
    expect((await client.traces.get(trace.id))?.feedback_scores).toMatchObject([{ name: 'good', value: 1 }]);
    await client.scores.delete('trace', trace.id, 'good');
    expect((await client.traces.get(trace.id))?.feedback_scores ?? []).toEqual([]);
  });

  it('returns projects and environments, and changes environments by name', async () => {
    expect((await allOf(client.projects.search({ name: 'read' }))).map(({ name }) => name)).toEqual(['reading']);
    expect(await client.projects.get()).toMatchObject({ name: 'reading' });
    await client.environments.create('qa', { description: 'before', color: '#FF0000' });
    await expect(client.environments.create('qa')).rejects.toMatchObject({ status: 409 });
    await client.environments.update('qa', { description: 'after' });
    expect(await client.environments.list()).toContainEqual(
      expect.objectContaining({ name: 'qa', description: 'after' }),
    );
    await client.environments.delete('qa');
    expect((await client.environments.list()).map(({ name }) => name)).not.toContain('qa');
    await expect(client.environments.delete('qa')).rejects.toThrow('there is no environment "qa"');
  });

  it('returns attachments, including those that a client in the server process wrote', async () => {
    const { client: inside } = server.vitrine;
    const attachments = [{ bytes: new TextEncoder().encode('content'), fileName: 'a.txt' }];
    const { id: entityId } = inside.trace({ name: 'with a file', projectName: 'reading', attachments });
    expect(await inside.flush()).toMatchObject({ sent: 2, dropped: 0 });
    const query = { entityType: 'trace', entityId } as const;
    const [file] = await client.attachments.list(query);
    expect(file).toMatchObject({ file_name: 'a.txt', mime_type: 'text/plain', file_size: 7 });
    const bytes = await client.attachments.download({ ...query, fileName: 'a.txt', contentType: 'text/plain' });
    expect(new TextDecoder().decode(bytes)).toBe('content');
    await expect(inside.traces.get(entityId)).rejects.toThrow('only writes');
  });
});
