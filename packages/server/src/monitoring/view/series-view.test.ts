import { newId, type ErrorBody, type SeriesLine, type SeriesView } from '@vitrine/core/model';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A Tuesday. */
const TUESDAY = Date.parse('2026-03-10T00:00:00Z');
const moment = (ms: number): string => new Date(ms).toISOString();

async function series(project_name: string, query: Record<string, string>): Promise<SeriesView> {
  const path = `view/series?${new URLSearchParams({ project_name, ...query })}`;
  const { status, body } = await server.call<SeriesView>('GET', path);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

/** Returns the values of a line by the start of their intervals, without values that are 0 or null. */
function pointsOf({ times }: SeriesView, line: SeriesLine | undefined): Record<string, number> {
  const points = times.map((time, n) => [time, line?.values[n] ?? 0] as const);
  return Object.fromEntries(points.filter(([, value]) => value !== 0));
}

describe('a series', () => {
  test('counts each row once in the interval in which it began, and has a gap if no value is known', async () => {
    const project_name = 'counts';
    const ids = [newId(), newId(), newId()];
    const traces = ids.map((id, n) => ({ id, project_name, start_time: moment(TUESDAY + n * DAY_MS) }));
    await server.call('POST', 'private/traces/batch', { traces });
    await server.call('PATCH', `private/traces/${ids[1]}`, {
      project_name,
      end_time: moment(TUESDAY + DAY_MS + 500),
      error_info: { exception_type: 'TimeoutError' },
    });
    await server.call('PATCH', `private/traces/${ids[2]}`, {
      project_name,
      end_time: moment(TUESDAY + 2 * DAY_MS + 40),
    });
    const time = { from_time: moment(TUESDAY), to_time: moment(TUESDAY + 3 * DAY_MS) };
    const counts = await series(project_name, { ...time, metric: 'trace_count' });
    expect(counts).toEqual({
      metric: 'trace_count',
      interval: 'day',
      times: [0, 1, 2, 3].map((day) => moment(TUESDAY + day * DAY_MS)),
      lines: [{ name: 'trace_count', group: null, values: [1, 1, 1, 0] }],
      groups_left_out: 0,
    });
    const errors = await series(project_name, { ...time, metric: 'trace_error_count' });
    expect(errors.lines[0]?.values).toEqual([0, 1, 0, 0]);
    const durations = await series(project_name, { ...time, metric: 'trace_duration' });
    expect(durations.lines).toEqual([
      { name: 'p50', group: null, values: [null, 500, 40, null] },
      { name: 'p95', group: null, values: [null, 500, 40, null] },
    ]);
  });

  test('begins weeks on Monday, and covers the last 30 days if no time is given', async () => {
    const project_name = 'weeks';
    const sunday = TUESDAY - 2 * DAY_MS;
    const starts = [sunday + DAY_MS - 1, sunday + DAY_MS, TUESDAY, sunday + 8 * DAY_MS];
    const traces = [...starts, Date.now() - DAY_MS].map((ms) => ({ project_name, start_time: moment(ms) }));
    await server.call('POST', 'private/traces/batch', { traces });
    const weeks = await series(project_name, {
      metric: 'trace_count',
      interval: 'week',
      from_time: moment(sunday),
      to_time: moment(TUESDAY + 14 * DAY_MS),
    });
    expect(pointsOf(weeks, weeks.lines[0])).toEqual({
      '2026-03-02T00:00:00.000Z': 1,
      '2026-03-09T00:00:00.000Z': 2,
      '2026-03-16T00:00:00.000Z': 1,
    });
    const recent = await series(project_name, { metric: 'trace_count' });
    expect(recent.times).toHaveLength(31);
    expect(recent.lines[0]?.values.reduce((sum: number, value) => sum + (value ?? 0), 0)).toBe(1);
  });

  test('has one line per group if requested, the largest groups first, and the number of groups left out', async () => {
    const project_name = 'groups';
    const spans = Array.from({ length: 25 }, (_, n) => n).flatMap((n) =>
      Array.from({ length: n === 7 ? 3 : 1 }, () => ({
        project_name,
        trace_id: newId(),
        type: 'llm',
        model: n === 7 ? 'gpt-4o-mini' : `model ${String(n).padStart(2, '0')}`,
        start_time: moment(TUESDAY + n * HOUR_MS),
        usage: { prompt_tokens: 1_000, completion_tokens: n, total_tokens: 1_000 + n },
      })),
    );
    await server.call('POST', 'private/spans/batch', { spans });
    const query = { from_time: moment(TUESDAY), to_time: moment(TUESDAY + DAY_MS), group_by: 'model' };
    const tokens = await series(project_name, { ...query, metric: 'total_tokens', interval: 'hour' });
    expect(tokens.groups_left_out).toBe(5);
    expect(tokens.lines.map((line) => line.group)).toEqual(
      ['gpt-4o-mini', ...spans.map(({ model }) => model).filter((model) => model !== 'gpt-4o-mini')].slice(0, 20),
    );
    expect(pointsOf(tokens, tokens.lines[0])).toEqual({ [moment(TUESDAY + 7 * HOUR_MS)]: 3 * 1_007 });
    // Only one of these models has a price. The cost of the others is unknown, so they have no line.
    const costs = await series(project_name, { ...query, metric: 'total_estimated_cost' });
    expect(costs).toMatchObject({
      groups_left_out: 0,
      lines: [{ group: 'gpt-4o-mini', values: [expect.anything(), null] }],
    });
    expect(costs.lines[0]?.values[0]).toBeCloseTo(3 * (1_000 * 0.00000015 + 7 * 0.0000006), 10);
    const byType = await series(project_name, { ...query, metric: 'span_count', group_by: 'type' });
    expect(byType.lines).toEqual([{ name: 'span_count', group: 'llm', values: [26, 1] }]);
  });

  test('has the same lines if there are hundreds of groups', async () => {
    const project_name = 'many groups';
    const names = [...Array.from({ length: 997 }, (_, n) => `run ${n}`), 'often', 'often', 'often'];
    const traces = names.map((name, n) => ({
      project_name,
      name,
      start_time: moment(TUESDAY + n * 1_000),
      end_time: moment(TUESDAY + n * 1_000 + 70),
    }));
    await server.call('POST', 'private/traces/batch', { traces });
    const query = { from_time: moment(TUESDAY), to_time: moment(TUESDAY + 30 * DAY_MS), interval: 'hour' };
    const durations = await series(project_name, { ...query, metric: 'trace_duration', group_by: 'name' });
    expect(durations.groups_left_out).toBe(978);
    expect(durations.lines).toHaveLength(40);
    expect(durations.lines[0]?.group).toBe('often');
    expect(pointsOf(durations, durations.lines[0])).toEqual({ [moment(TUESDAY)]: 70 });
    const counts = await series(project_name, { ...query, metric: 'trace_count', group_by: 'name' });
    expect(pointsOf(counts, counts.lines[0])).toEqual({ [moment(TUESDAY)]: 3 });
    expect(counts.lines.slice(1).every((line) => line.values[0] === 1)).toBe(true);
  });

  test('covers only rows that match its filters and its search', async () => {
    const project_name = 'narrowed';
    const start_time = moment(TUESDAY + 1);
    await server.call('POST', 'private/traces/batch', {
      traces: ['alpha', 'alpha', 'beta'].map((name, n) => ({
        project_name,
        name,
        start_time,
        input: { text: `n${n}` },
      })),
    });
    const query = {
      metric: 'trace_count',
      from_time: moment(TUESDAY),
      to_time: moment(TUESDAY + 1_000),
      interval: 'minute',
    };
    const filters = JSON.stringify([{ field: 'name', operator: '=', value: 'alpha' }]);
    expect((await series(project_name, { ...query, filters })).lines[0]?.values).toEqual([2]);
    expect((await series(project_name, { ...query, search: 'N2' })).lines[0]?.values).toEqual([1]);
    expect((await series(project_name, { ...query, search: 'n2', group_by: 'name' })).lines).toHaveLength(1);
  });

  test('equals the sums over the same spans, whatever times their ids contain', async () => {
    const Span = fc.record({
      ms: fc.integer({ min: 0, max: 7 * DAY_MS }),
      duration: fc.integer({ min: 0, max: 60_000 }),
      tokens: fc.integer({ min: 0, max: 100_000 }),
      model: fc.constantFrom('a', 'b', ''),
      fails: fc.boolean(),
      drift: fc.constantFrom(0, -40, 3),
    });
    // The newest rows are read as a slice of their own, unless ids are days away from start times.
    const recently = Math.floor(Date.now() / DAY_MS - 7) * DAY_MS;
    const step = { minute: 60_000, hour: HOUR_MS, day: DAY_MS };
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(Span, { minLength: 1, maxLength: 60 }),
        fc.constantFrom('minute', 'hour', 'day'),
        fc.integer({ min: 0, max: 6 * DAY_MS }),
        fc.record({ begin: fc.constantFrom(TUESDAY, recently), driftMs: fc.constantFrom(0, HOUR_MS, DAY_MS) }),
        async (given, interval, from, { begin, driftMs }) => {
          const project_name = `added ${run++}`;
          const spans = given.map(({ ms, duration, tokens, model, fails, drift }) => ({
            project_name,
            id: newId(Math.min(Date.now(), begin + ms + drift * driftMs)),
            trace_id: newId(Math.min(Date.now(), begin + ms + drift * driftMs)),
            start_time: moment(begin + ms),
            end_time: moment(begin + ms + duration),
            model,
            usage: { total_tokens: tokens },
            ...(fails && { error_info: { exception_type: 'E' } }),
          }));
          await server.call('POST', 'private/spans/batch', { spans });
          const width = Math.min(12 * DAY_MS, 900 * step[interval]);
          const query = {
            interval,
            group_by: 'model',
            from_time: moment(begin + from),
            to_time: moment(begin + from + width),
          };
          const within = given.filter(({ ms }) => ms >= from && ms <= from + width);
          const expected = (
            value: (span: (typeof given)[number]) => number,
          ): Record<string, Record<string, number>> => {
            const sums: Record<string, Record<string, number>> = {};
            for (const span of within) {
              const line = (sums[span.model] ??= {});
              const time = moment(Math.floor((begin + span.ms) / step[interval]) * step[interval]);
              if (value(span) !== 0) line[time] = (line[time] ?? 0) + value(span);
            }
            return sums;
          };
          const actual = async (metric: string): Promise<Record<string, Record<string, number>>> => {
            const view = await series(project_name, { ...query, metric });
            return Object.fromEntries(view.lines.map((line) => [line.group ?? '', pointsOf(view, line)]));
          };
          expect(await actual('span_count')).toEqual(expected(() => 1));
          expect(await actual('span_error_count')).toEqual(expected(({ fails }) => Number(fails)));
          expect(await actual('total_tokens')).toEqual(expected(({ tokens }) => tokens));
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('an invalid query', () => {
  test.each([
    [{ metric: 'tokens' }, 'metric', 'trace_count'],
    [{ metric: 'trace_count', interval: 'month' }, 'interval', 'week'],
    [{ metric: 'trace_count', group_by: 'model' }, 'group_by', 'name, environment, source, error_type'],
    [{ metric: 'span_count', group_by: 'constructor' }, 'group_by', 'provider'],
    [{ metric: 'trace_count', interval: 'minute' }, 'interval', 'at most 1000'],
    [{ metric: 'trace_count', to_time: moment(TUESDAY), from_time: moment(TUESDAY + DAY_MS) }, 'to_time', 'before'],
    [{ metric: 'trace_count', from_time: 'yesterday' }, 'from_time', 'ISO 8601'],
  ])('gets status 422: %j', async (query, path, message) => {
    await server.call('POST', 'private/projects', { name: 'faulty' });
    const parameters = new URLSearchParams({ project_name: 'faulty', ...(query as Record<string, string>) });
    const { status, body } = await server.call<ErrorBody>('GET', `view/series?${parameters}`);
    expect(status).toBe(422);
    expect(body.errors?.[0]?.path).toBe(path);
    expect(body.message).toContain(message);
  });

  test('with times beyond the range of dates gets a response', async () => {
    const before = await series('counts', {
      metric: 'trace_count',
      from_time: '0001-01-01T00:00:00Z',
      to_time: '1970-01-03T00:00:00Z',
    });
    expect(before.times).toHaveLength(3);
    const after = await series('counts', {
      metric: 'trace_count',
      from_time: '9999-12-30T00:00:00Z',
      to_time: '9999-12-31T23:59:59Z',
    });
    // ClickHouse takes both for the latest moment that it can represent.
    expect(after.lines[0]?.values).toEqual([0]);
  });
});
