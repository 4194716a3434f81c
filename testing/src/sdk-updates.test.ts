import { newId, Vitrine } from '@vitrine/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from './running-server.ts';

let server: RunningServer;
/** A client in another process than the one that recorded the trace, as far as the server can tell. */
let client: Vitrine;

beforeAll(async () => {
  server = await startServer();
  client = new Vitrine({ url: server.url, projectName: 'updates', spool: false });
});
afterAll(async () => {
  await client.close();
  await server.close();
});

const SENT = { dropped: 0, reasons: {}, pending: 0 };
const HOUR_AGO = Date.now() - 3_600_000;

/** A trace with a span that ended an hour ago. */
async function pastTrace() {
  const trace = client.trace({ name: 'past', startTime: HOUR_AGO, input: 'in', metadata: { a: 1 }, tags: ['x'] });
  const span = trace.span({ name: 'call', kind: 'llm', startTime: HOUR_AGO, model: 'unknown-model' });
  span.end({ endTime: HOUR_AGO + 500, usage: { prompt_tokens: 10, completion_tokens: 1, total_tokens: 11 } });
  trace.end({ endTime: HOUR_AGO + 1_000 });
  expect(await client.flush()).toMatchObject(SENT);
  return { id: trace.id, spanId: span.id };
}

describe('an update by id', () => {
  it('changes only the given fields of a stored trace, also from a client that runs in the server', async () => {
    const { id } = await pastTrace();
    const before = await client.traces.get(id);
    client.traces.update(id, { output: { answer: 42 }, tags: ['reviewed'] });
    client.traces.update(id, { metadata: { b: 2 } });
    expect(await client.flush()).toMatchObject({ sent: 1, ...SENT });
    const { client: inServer } = server.vitrine;
    inServer.traces.update(id, { threadId: 'th' });
    expect(await inServer.flush()).toMatchObject({ sent: 1, ...SENT });
    const { name, input, start_time, end_time } = before!;
    expect(await client.traces.get(id)).toMatchObject({
      name,
      input,
      start_time,
      end_time,
      output: { answer: 42 },
      tags: ['reviewed'],
      metadata: { b: 2 },
      thread_id: 'th',
    });
  });

  it('sets the cost of a span that ended long ago, with and without its trace', async () => {
    const { spanId, id } = await pastTrace();
    client.spans.update(spanId, { traceId: id, totalEstimatedCost: 0.0123 });
    expect(await client.flush()).toMatchObject({ sent: 1, ...SENT });
    const found = await client.spans.get(spanId);
    expect(found).toMatchObject({ name: 'call', total_estimated_cost: 0.0123, duration: 500 });
    client.spans.update(spanId, { totalEstimatedCost: 0 });
    expect(await client.flush()).toMatchObject({ sent: 1, ...SENT });
    expect((await client.spans.get(spanId))?.total_estimated_cost).toBe(0);
  });

  it('reaches a record that is created in the same batch, before or after it', async () => {
    const id = newId();
    client.traces.update(id, { output: 'updated' });
    const trace = client.trace({ id, name: 'later', output: 'created' });
    const span = trace.span({ name: 's' });
    client.spans.update(span.id, { totalEstimatedCost: 0.5 });
    trace.end();
    expect(await client.flush()).toMatchObject({ sent: 4, ...SENT });
    expect(await client.traces.get(id)).toMatchObject({ name: 'later', output: 'updated' });
    expect(await client.spans.get(span.id)).toMatchObject({ name: 's', total_estimated_cost: 0.5 });
  });

  it('is stored if its trace is unknown, and counted if a span is unknown and names no trace', async () => {
    const id = newId();
    client.traces.update(id, { projectName: 'updates', output: 'early' });
    client.spans.update(newId(), { output: 'of nothing' });
    client.traces.update('no id', { output: 'x' });
    expect(await client.flush()).toEqual({
      sent: 1,
      dropped: 2,
      reasons: { 'refused (404)': 1, 'refused (400)': 1 },
      pending: 0,
    });
    expect(await client.traces.get(id)).toMatchObject({ output: 'early' });
  });
});

describe('a trace that is started again by its id', () => {
  it('keeps its start, its name and its fields', async () => {
    const { id } = await pastTrace();
    const before = await client.traces.get(id);
    const again = client.trace({ id, name: 'past' });
    again.update({ output: 'again' });
    again.span({ name: 'late' }).end();
    again.update({ metadata: { late: true } });
    expect(await client.flush()).toMatchObject(SENT);
    const { start_time, end_time, input } = before!;
    expect(await client.traces.get(id)).toMatchObject({ start_time, end_time, input, output: 'again', span_count: 2 });
  });

  it('keeps its start if that was a moment ago, in this process', async () => {
    const trace = client.trace({ name: 'new' });
    await client.flush();
    const before = await client.traces.get(trace.id);
    client.trace({ id: trace.id, name: 'new again' }).end();
    await client.flush();
    expect(await client.traces.get(trace.id)).toMatchObject({ start_time: before?.start_time, name: 'new again' });
  });

  it('exists afterwards if it did not before, and starts at the time in its id', async () => {
    const id = newId(HOUR_AGO);
    client.trace({ id, name: 'unknown' });
    await client.flush();
    expect(await client.traces.get(id)).toMatchObject({ name: 'unknown' });
    expect(Date.parse((await client.traces.get(id))?.start_time ?? '')).toBe(HOUR_AGO);
    const found = [];
    for await (const trace of client.traces.search()) found.push(trace.id);
    expect(found).toContain(id);
  });
});

describe('unusual values', () => {
  it('are stored as they are, or refused without the other records', async () => {
    const trace = client.trace({ name: 'unusual' });
    const of = (name: string, usage: Record<string, number>, rest = {}) => {
      const span = trace.span({ name, kind: 'llm', model: 'gpt-4o', provider: 'openai', usage, ...rest });
      span.end();
      return span.id;
    };
    const huge = of('huge', { prompt_tokens: 1e15, completion_tokens: 1, total_tokens: 1e15 + 1 });
    const negative = of('negative', { prompt_tokens: -5, completion_tokens: 1, total_tokens: -4 });
    const free = of('free', { prompt_tokens: 10 }, { totalEstimatedCost: 0 });
    const twice = trace.span({ name: 'twice', kind: 'llm', usage: { prompt_tokens: 7, total_tokens: 7 } });
    await client.flush();
    twice.end({ usage: { prompt_tokens: 9, total_tokens: 9 } });
    const report = await client.flush();
    expect(report.pending).toBe(0);
    expect((await client.spans.get(huge))?.usage).toMatchObject({ prompt_tokens: 1e15 });
    expect((await client.spans.get(free))?.total_estimated_cost).toBe(0);
    expect((await client.spans.get(twice.id))?.usage).toMatchObject({ prompt_tokens: 9 });
    expect((await client.spans.get(negative))?.usage).toMatchObject({ prompt_tokens: -5 });
  });
});

describe('a file', () => {
  it('is added to a trace and a span without a handle', async () => {
    const { id, spanId } = await pastTrace();
    const bytes = new TextEncoder().encode('abc');
    client.attachments.add({ entityType: 'trace', entityId: id, bytes, fileName: 'a.txt' });
    client.attachments.add({ entityType: 'span', entityId: spanId, base64: btoa('def'), fileName: 'b.txt' });
    expect(await client.flush()).toMatchObject({ sent: 2, ...SENT });
    const read = async (entityType: 'trace' | 'span', entityId: string, fileName: string) =>
      new TextDecoder().decode(
        await client.attachments.download({ entityType, entityId, fileName, contentType: 'text/plain' }),
      );
    expect(await read('trace', id, 'a.txt')).toBe('abc');
    expect(await read('span', spanId, 'b.txt')).toBe('def');
  });
});
