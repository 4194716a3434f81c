import { randomBytes } from 'node:crypto';
import type { TracesView, TraceView } from '@vitrine/core/model';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { TestServer } from '../../server.fixture.ts';

const DAY_MS = 86_400_000;
/** The last midnight, UTC. */
export const MIDNIGHT = Math.floor(Date.now() / DAY_MS) * DAY_MS;

interface OtelSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: { stringValue: string } }[];
}

/** Returns a span that begins `offsetMs` after the last midnight. */
export function span(traceId: string, name: string, offsetMs: number, parent?: OtelSpan): OtelSpan {
  return {
    traceId,
    spanId: randomBytes(8).toString('hex'),
    ...(parent && { parentSpanId: parent.spanId }),
    name,
    startTimeUnixNano: String(BigInt(MIDNIGHT + offsetMs) * 1_000_000n),
    endTimeUnixNano: String(BigInt(MIDNIGHT + offsetMs + 5) * 1_000_000n),
    attributes: [{ key: 'gen_ai.conversation.id', value: { stringValue: `thread of ${traceId}` } }],
  };
}

/** Exports spans to a server. Asserts that none is refused. */
export async function send(server: TestServer, project: string, spans: readonly OtelSpan[]): Promise<void> {
  const response = await fetch(`${server.url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', projectname: project },
    body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
  });
  expect([response.status, await response.json()]).toEqual([200, {}]);
}

/** Returns the traces of a project with their spans, newest first. */
export async function tracesOf(server: TestServer, project: string): Promise<TraceView[]> {
  const list = await server.call<TracesView>('GET', `view/traces?project_name=${project}&limit=100`);
  return Promise.all(
    list.body.traces.map(async ({ id }) => (await server.call<TraceView>('GET', `view/traces/${id}`)).body),
  );
}

export const newTraceId = () => randomBytes(16).toString('hex');

/** Returns the number of spans of a project. */
export async function spansIn(server: TestServer, project: string): Promise<number> {
  return (await server.call<{ total: number }>('GET', `private/spans?project_name=${project}&size=1`)).body.total;
}

/** Sends traces in random batches, some of them twice, to servers on one engine. Asserts that each is one trace. */
export async function scatterTraces({
  servers,
  runs,
}: {
  servers: readonly TestServer[];
  runs: number;
}): Promise<void> {
  const on = (index: number): TestServer => servers.at(index % servers.length)!;
  let run = 0;
  const offset = fc.integer({ min: -30, max: 30 });
  const batch = fc.record({
    server: fc.nat(1),
    offsets: fc.array(offset, { minLength: 1, maxLength: 3 }),
    again: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 2, maxLength: 5 }), fc.nat(4), async (batches, rootIn) => {
      const project = `random-${run++}`;
      const root = span(newTraceId(), 'root', -40);
      const exports = batches.map(({ offsets }, index) => [
        ...offsets.map((at, position) => span(root.traceId, `${index}.${position}`, at, root)),
        ...(index === rootIn % batches.length ? [root] : []),
      ]);
      await Promise.all(
        batches.flatMap(({ server, again }, index) => [
          send(on(server), project, exports.at(index)!),
          ...(again ? [send(on(server + 1), project, exports.at(index)!)] : []),
        ]),
      );
      const traces = await tracesOf(on(0), project);
      expect(traces.map(({ trace }) => trace.name)).toEqual(['root']);
      const names = exports.flat().map(({ name }) => name);
      expect(
        traces
          .at(0)!
          .spans.map(({ name }) => name)
          .toSorted(),
      ).toEqual(names.toSorted());
      await expect.poll(() => spansIn(on(0), project)).toBe(names.length);
    }),
    { numRuns: runs },
  );
}
