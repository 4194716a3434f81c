import { describe, expect, it } from 'vitest';
import { Vitrine } from '../client/vitrine.ts';
import { track } from '../global/track.ts';
import { MemoryTransport } from '../transport/memory-transport.ts';

function recording() {
  const memory = new MemoryTransport();
  const client = new Vitrine({ transport: memory });
  return {
    client,
    memory,
    /** Each span with its parent's name. */
    async tree() {
      await client.flush();
      const names = new Map(memory.spans.map((span) => [span.id, span.name]));
      return memory.spans.map((span) => `${names.get(span.parent_span_id ?? '') ?? 'trace'} > ${span.name}`);
    },
  };
}

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

describe('track', () => {
  it('records a call as a trace with a span, and returns the result of the function', async () => {
    const { client, memory } = recording();
    const add = client.track({ kind: 'tool', threadId: 'th' }, function add(a: number, b: number) {
      return a + b;
    });
    expect(add(1, 2)).toBe(3);
    await client.flush();
    expect(memory.traces).toMatchObject([{ name: 'add', input: [1, 2], output: 3, thread_id: 'th' }]);
    expect(memory.spans).toMatchObject([{ name: 'add', kind: 'tool', type: 'tool', input: [1, 2], output: 3 }]);
    expect(memory.spans[0]?.end_time).toBeDefined();
  });

  it('nests calls by context, also in parallel and after an await', async () => {
    const { client, ...recorded } = recording();
    const leaf = client.track(async function leaf(ms: number) {
      await tick();
      return ms;
    });
    const branch = client.track(async function branch() {
      await tick();
      await leaf(1);
    });
    const root = client.track(async function root() {
      await Promise.all([branch(), branch()]);
      await leaf(2);
    });
    await root();
    expect((await recorded.tree()).toSorted()).toEqual([
      'branch > leaf',
      'branch > leaf',
      'root > branch',
      'root > branch',
      'root > leaf',
      'trace > root',
    ]);
  });

  it('records an error and throws it again', async () => {
    const { client, memory } = recording();
    const thrown = new TypeError('no such order');
    const sync = client.track(function sync() {
      throw thrown;
    });
    const later = client.track(async function later() {
      await tick();
      throw thrown;
    });
    expect(sync).toThrow(thrown);
    await expect(later()).rejects.toBe(thrown);
    await client.flush();
    const error_info = { exception_type: 'TypeError', message: 'no such order' };
    expect([...memory.traces, ...memory.spans]).toMatchObject([
      { error_info },
      { error_info },
      { error_info },
      { error_info },
    ]);
  });

  it('keeps `this`, the name and the arguments of the function', () => {
    const { client } = recording();
    const counter = {
      count: 2,
      add: client.track(function add(this: { count: number }, by: number) {
        this.count += by;
        return this.count;
      }),
    };
    expect(counter.add(3)).toBe(5);
    expect(counter.add.name).toBe('add');
  });

  it('leaves inputs and outputs out if captureInput and captureOutput are false', async () => {
    const { client, memory } = recording();
    client.track({ name: 'quiet', captureInput: false, captureOutput: false }, (secret: string) => secret)('x');
    await client.flush();
    expect(memory.spans[0]).not.toHaveProperty('input');
    expect(memory.traces[0]).not.toHaveProperty('output');
  });

  it('keeps the span of a generator open until it ends, and nests the calls inside it', async () => {
    const { client, memory, ...recorded } = recording();
    const inner = client.track(async function inner() {
      await tick();
    });
    const words = client.track(async function* words() {
      yield 'a';
      await inner();
      yield 'b';
    });
    const numbers = client.track(function* numbers(): Generator<number, string> {
      yield 1;
      yield 2;
      return 'done';
    });
    const got: string[] = [];
    for await (const word of words()) got.push(word);
    expect(got).toEqual(['a', 'b']);
    expect([...numbers()]).toEqual([1, 2]);
    expect(await recorded.tree()).toEqual(['trace > words', 'words > inner', 'trace > numbers']);
    expect(memory.spans.map((span) => span.output)).toEqual(['ab', undefined, [1, 2]]);
  });

  it('ends the span of a generator whose consumer stops early', async () => {
    const { client, memory } = recording();
    const endless = client.track(async function* endless() {
      for (let i = 0; ; i++) yield i;
    });
    for await (const i of endless()) if (i === 2) break;
    await client.flush();
    expect(memory.spans[0]).toMatchObject({ output: [0, 1, 2], end_time: expect.any(String) });
  });

  it('records the items of a stream when it is read, and returns the same stream', async () => {
    const { client, memory } = recording();
    const stream = new ReadableStream<string>({
      start(controller) {
        for (const word of ['x', 'y']) controller.enqueue(word);
        controller.close();
      },
    });
    const open = client.track(async function open() {
      return stream;
    });
    const opened = await open();
    expect(opened).toBe(stream);
    for await (const chunk of opened) void chunk;
    await client.flush();
    expect(memory.spans[0]).toMatchObject({ output: 'xy' });
  });

  it('returns a promise of another class unchanged', async () => {
    const { client, memory } = recording();
    class Answer extends Promise<string> {
      withResponse = (): string => 'headers';
    }
    const answer = new Answer((resolve) => resolve('hello'));
    expect(client.track(() => answer)()).toBe(answer);
    await tick();
    await client.flush();
    expect(memory.spans[0]).toMatchObject({ output: 'hello' });
  });

  it('uses the client that is active around the call if it is bound to none', async () => {
    const { client, memory } = recording();
    const free = track(function free() {
      return 1;
    });
    client.runWith(client.trace({ name: 'around' }), free);
    await client.flush();
    expect(memory.spans).toMatchObject([{ name: 'free', trace_id: memory.traces[0]?.id }]);
  });
});

describe('runWith', () => {
  it('makes the trace active, and then the span in it', async () => {
    const { client } = recording();
    const trace = client.trace({ name: 't' });
    const span = trace.span({ name: 's' });
    expect(client.currentTrace()).toBeUndefined();
    await client.runWith(trace, async () => {
      await tick();
      expect(client.currentTrace()).toBe(trace);
      expect(client.currentSpan()).toBeUndefined();
      client.runWith(span, () => expect([client.currentSpan(), client.currentTrace()]).toEqual([span, trace]));
    });
  });

  it('keeps the active traces of several clients apart', () => {
    const one = recording().client;
    const other = recording().client;
    const trace = one.trace({ name: 'one' });
    one.runWith(trace, () => {
      expect(other.currentHandle()).toBeUndefined();
      other.runWith(other.trace({ name: 'other' }), () => expect(one.currentTrace()).toBe(trace));
    });
  });
});
