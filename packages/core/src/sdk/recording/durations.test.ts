import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Vitrine } from '../client/vitrine.ts';
import { MemoryTransport } from '../transport/memory-transport.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 10, 1, 10);

/** Wall clock and monotonic clock of the process, in ms. */
let wallMs = START;
let monotonicMs = 1_000;

beforeEach(() => {
  wallMs = START;
  monotonicMs = 1_000;
  vi.spyOn(Date, 'now').mockImplementation(() => Math.floor(wallMs));
  vi.spyOn(performance, 'now').mockImplementation(() => monotonicMs);
});
afterEach(() => vi.restoreAllMocks());

/** Lets time pass, and sets the wall clock in addition. */
function pass(ms: number, wallStepMs = 0): void {
  monotonicMs += ms;
  wallMs += ms + wallStepMs;
}

function recording() {
  const memory = new MemoryTransport();
  return { memory, client: new Vitrine({ transport: memory }) };
}

function microseconds(iso: string | null | undefined): number {
  return Date.parse(iso ?? '') * 1_000 + Number(iso?.slice(23, 26));
}

interface Timed {
  start_time?: string;
  end_time?: string | null | undefined;
}

function durationMs(record: Timed | undefined): number {
  return (microseconds(record?.end_time) - microseconds(record?.start_time)) / 1_000;
}

describe('the duration of a trace or span', () => {
  it.each([-HOUR_MS, -6, 6, HOUR_MS])('is measured if the wall clock steps by %i ms', async (stepMs) => {
    const { client, memory } = recording();
    const trace = client.trace({ name: 't' });
    const span = trace.span({ name: 's' });
    pass(120.25, stepMs);
    const late = trace.span({ name: 'late' });
    pass(30.5);
    late.end();
    span.end();
    trace.end();
    await client.flush();
    const [outer, inner] = memory.spans;
    expect(durationMs(memory.traces[0])).toBeCloseTo(150.75, 1);
    expect(durationMs(outer)).toBeCloseTo(150.75, 1);
    expect(durationMs(inner)).toBeCloseTo(30.5, 1);
    // A span that starts after the step is drawn where it was, inside its trace.
    expect(microseconds(inner?.start_time) - microseconds(memory.traces[0]?.start_time)).toBeCloseTo(120_250, -2);
  });

  it('is measured for a tracked function, also if it fails', async () => {
    const { client, memory } = recording();
    const work = client.track(function work() {
      pass(10, -HOUR_MS);
      throw new Error('no');
    });
    expect(work).toThrow('no');
    await client.flush();
    expect(durationMs(memory.spans[0])).toBeCloseTo(10, 1);
    expect(durationMs(memory.traces[0])).toBeCloseTo(10, 1);
  });

  it('is measured between times that a handle gives', async () => {
    const { client, memory } = recording();
    const trace = client.trace({ name: 't' });
    const startTime = trace.now();
    const span = trace.span({ name: 's', startTime });
    pass(40, HOUR_MS);
    span.end({ endTime: span.now(), ttft: span.now() - startTime });
    await client.flush();
    expect(durationMs(memory.spans[0])).toBeCloseTo(40, 1);
    expect(memory.spans[0]?.ttft).toBeCloseTo(40, 1);
  });

  it('of a later trace starts at the new time of the wall clock', async () => {
    const { client, memory } = recording();
    client.trace({ name: 'before' });
    pass(5, HOUR_MS);
    client.trace({ name: 'after' });
    await client.flush();
    expect(memory.traces[1]?.start_time).toBe('2026-11-01T11:00:00.005000Z');
  });

  it('keeps the times that the caller gives, even if the end is before the start', async () => {
    const { client, memory } = recording();
    client.trace({ name: 't', startTime: START }).end({ endTime: START - 5_000 });
    await client.flush();
    expect(memory.traces[0]).toMatchObject({
      start_time: '2026-11-01T10:00:00.000000Z',
      end_time: '2026-11-01T09:59:55.000000Z',
    });
  });
});
