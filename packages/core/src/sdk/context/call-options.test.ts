import { describe, expect, it } from 'vitest';
import { Vitrine } from '../client/vitrine.ts';
import { currentSpan, currentTrace, updateCurrentSpan, updateCurrentTrace } from '../global/current.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import { MemoryTransport } from '../transport/memory-transport.ts';

function recording(options: VitrineOptions = {}) {
  const memory = new MemoryTransport();
  const lines: string[] = [];
  const logger = { warn: (line: string) => lines.push(line) };
  return { memory, lines, client: new Vitrine({ transport: memory, logger, ...options }) };
}

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

describe('updateCurrentTrace and updateCurrentSpan', () => {
  it('change all fields of the active trace and span from any code inside', async () => {
    const { client, memory } = recording();
    const ask = client.track({ kind: 'llm' }, async function ask() {
      await tick();
      updateCurrentSpan({
        model: 'm',
        provider: 'openai',
        usage: { prompt_tokens: 3 },
        totalEstimatedCost: 0.05,
        metadata: { step: 1 },
        feedbackScores: [{ name: 'quality', value: 1 }],
        attachments: [{ base64: 'data:image/png;base64,AAEC' }],
      });
      updateCurrentTrace({
        threadId: 'th',
        tags: ['vip'],
        feedbackScores: [{ name: 'good', value: 0.5, reason: 'why' }],
        prompts: [{ name: 'greeting', version: { commit: 'abcd1234' } }],
      });
      return [currentTrace()?.id, currentSpan()?.id];
    });
    const [traceId, spanId] = await client.track(async function answer() {
      return ask();
    })();
    await client.flush();
    expect(memory.traces).toMatchObject([
      { id: traceId, thread_id: 'th', tags: ['vip'], metadata: { opik_prompts: [{ name: 'greeting' }] } },
    ]);
    expect(memory.spans).toMatchObject([
      { name: 'answer' },
      { id: spanId, model: 'm', usage: { prompt_tokens: 3 }, total_estimated_cost: 0.05, metadata: { step: 1 } },
    ]);
    expect(memory.scores).toMatchObject([
      { id: traceId, name: 'good', value: 0.5, reason: 'why' },
      { id: spanId, name: 'quality', value: 1 },
    ]);
    expect(memory.attachments).toMatchObject([
      { entityType: 'span', entityId: spanId, fileName: 'attachment.png', contentType: 'image/png' },
    ]);
  });

  it('log once that nothing is active, and do nothing', async () => {
    const { client, memory, lines } = recording();
    client.updateCurrentTrace({ tags: ['x'] });
    client.updateCurrentTrace({ tags: ['x'] });
    client.updateCurrentSpan({ tags: ['x'] });
    await client.flush();
    expect(memory.requests).toEqual([]);
    expect(lines).toHaveLength(2);
  });
});

describe('prompts', () => {
  it('stay in the metadata through later writes', async () => {
    const { client, memory } = recording();
    const trace = client.trace({ name: 't', metadata: { release: 1 }, prompts: [{ name: 'a' }] });
    await client.flush();
    trace.end({ metadata: { release: 2 } });
    await client.flush();
    expect(memory.traces[0]?.metadata).toEqual({ release: 2, opik_prompts: [{ name: 'a' }] });
    const span = trace.span({ name: 's', metadata: 'text' });
    span.update({ prompts: [{ name: 'b' }] });
    await client.flush();
    expect(memory.spans[0]?.metadata).toEqual({ metadata: 'text', opik_prompts: [{ name: 'b' }] });
  });
});

describe('call options', () => {
  it('apply to the trace of a call, and to all spans inside', async () => {
    const { client, memory } = recording();
    const inner = client.track(async function inner(a: number) {
      await tick();
      return a;
    });
    const outer = client.track({ tags: ['own'] }, async function outer(a: number) {
      return inner(a);
    });
    const options = {
      trace: { threadId: 'th', tags: ['t'], metadata: { m: 1 }, environment: 'staging' },
      span: { tags: ['s'], metadata: { x: 1 } },
    };
    expect(await outer.with(options)(7)).toBe(7);
    await outer(8);
    await client.flush();
    expect(memory.traces).toMatchObject([
      { input: 7, thread_id: 'th', tags: ['t'], metadata: { m: 1 }, environment: 'staging' },
      { input: 8, tags: ['own'] },
    ]);
    expect(memory.spans.map(({ name, tags, environment }) => [name, tags, environment])).toEqual([
      ['outer', ['s'], 'staging'],
      ['inner', ['s'], 'staging'],
      ['outer', ['own'], undefined],
      ['inner', undefined, undefined],
    ]);
  });

  it('apply to traces and spans by hand, whose own fields take precedence', async () => {
    const { client, memory } = recording();
    const options = {
      trace: { threadId: 'around', tags: ['t'], metadata: { m: 1, n: 1 }, environment: 'staging' },
      span: { tags: ['s'], metadata: { x: 1 } },
    };
    client.runWithOptions(options, () => {
      const trace = client.trace({ name: 'given', threadId: 'own', tags: ['own'], metadata: { n: 2 } });
      trace.span({ name: 'a', tags: ['own'], metadata: { y: 2 } }).end({ metadata: { z: 3 } });
      client.trace({ name: 'bare', threadId: undefined }).end({ metadata: 'text' });
    });
    client.trace({ name: 'outside' });
    await client.flush();
    expect(memory.traces).toMatchObject([
      { name: 'given', thread_id: 'own', tags: ['t', 'own'], metadata: { m: 1, n: 2 }, environment: 'staging' },
      { name: 'bare', thread_id: 'around', tags: ['t'], metadata: 'text', environment: 'staging' },
      { name: 'outside' },
    ]);
    expect(memory.traces[2]).not.toHaveProperty('thread_id');
    expect(memory.spans).toMatchObject([{ tags: ['s', 'own'], metadata: { x: 1, z: 3 } }]);
  });

  it('set the parent if the context has none', async () => {
    const { client, memory } = recording();
    const span = client.trace({ name: 't' }).span({ name: 'parent' });
    const work = client.track(function work() {});
    work.with({ parent: span })();
    await client.flush();
    expect(memory.spans).toMatchObject([{ name: 'parent' }, { name: 'work', parent_span_id: span.id }]);
    expect(memory.traces).toHaveLength(1);
  });
});

describe('the project', () => {
  it('of the outermost call applies to all calls inside, and another one is reported once', async () => {
    const { client, memory, lines } = recording({ projectName: 'of the client' });
    const inner = client.track({ projectName: 'inner' }, function inner() {
      client.trace({ name: 'free' });
      client.trace({ name: 'explicit', projectName: 'explicit' });
    });
    const outer = client.track({ projectName: 'outer' }, function outer() {
      inner();
      inner();
    });
    outer();
    client.trace({ name: 'outside' });
    await client.flush();
    expect(new Set(memory.spans.map((span) => span.project_name))).toEqual(new Set(['outer']));
    expect(memory.traces.map(({ name, project_name }) => `${name}: ${project_name}`)).toEqual([
      'outer: outer',
      'free: outer',
      'explicit: explicit',
      'free: outer',
      'explicit: explicit',
      'outside: of the client',
    ]);
    expect(lines).toEqual([expect.stringContaining('project "inner"')]);
  });

  it('of call options takes precedence over that of tracked functions', async () => {
    const { client, memory } = recording();
    const work = client.track({ projectName: 'own' }, async function work() {
      await tick();
    });
    await client.runWithOptions({ projectName: 'around' }, () => client.runWithOptions({ projectName: 'x' }, work));
    client.runWithOptions({ projectName: 'around' }, () => client.trace({ name: 't' }));
    await client.flush();
    expect(memory.traces.map(({ project_name }) => project_name)).toEqual(['around', 'around']);
  });
});

describe('the environment', () => {
  it('of a trace applies to its spans', async () => {
    const { client, memory } = recording({ environment: 'production' });
    client.trace({ name: 't', environment: 'staging' }).span({ name: 'a' }).span({ name: 'b' });
    client.trace({ name: 'u' }).span({ name: 'c' });
    await client.flush();
    expect(memory.spans.map(({ environment }) => environment)).toEqual(['staging', 'staging', 'production']);
  });
});

describe('a function that is tracked with flush', () => {
  it('has sent its records when its promise settles', async () => {
    const { client, memory } = recording({ batchDelayMs: 60_000 });
    await client.track({ flush: true }, async function work() {})();
    expect(memory.spans).toHaveLength(1);
    await expect(
      client.track({ flush: true }, async function fails() {
        throw new Error('no');
      })(),
    ).rejects.toThrow('no');
    expect(memory.spans).toHaveLength(2);
  });
});
