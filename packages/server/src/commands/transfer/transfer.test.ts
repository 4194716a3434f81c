import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Vitrine } from '@vitrine/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import type { Manifest } from './manifest.ts';

const run = promisify(execFile);
let source: TestServer;
let target: TestServer;

beforeAll(async () => {
  [source, target] = await Promise.all([startTestServer(), startTestServer()]);
});

afterAll(async () => {
  await Promise.all([source[Symbol.asyncDispose](), target[Symbol.asyncDispose]()]);
});

/** Runs the command as a user does. */
async function vitrine(...args: string[]): Promise<{ code: number; output: string }> {
  const main = join(import.meta.dirname, '../../main.ts');
  const env = { ...process.env, VITRINE_CONFIG_PATH: '/no-such-file', NODE_NO_WARNINGS: '1' };
  try {
    const { stdout } = await run(process.execPath, ['--conditions=vitrine-source', main, ...args], { env });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

function newDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'vitrine-transfer-'));
}

function clientOf({ url }: TestServer, projectName: string): Vitrine {
  return new Vitrine({ url, projectName, spool: false });
}

/** Returns the contents of a project, without values that differ between servers. */
async function contentsOf(server: TestServer, project: string) {
  const client = clientOf(server, project);
  const traces = [];
  for await (const trace of client.traces.search()) {
    const spans = [];
    for await (const span of client.spans.search({ traceId: trace.id })) {
      const { name, type, input, model, usage, start_time, parent_span_id } = span;
      spans.push({ name, type, input, model, usage, start_time, isNested: Boolean(parent_span_id) });
    }
    const files = [];
    for (const { file_name: fileName, mime_type: contentType } of await client.attachments.list({
      entityType: 'trace',
      entityId: trace.id,
    })) {
      const query = { entityType: 'trace', entityId: trace.id, fileName, contentType } as const;
      files.push([fileName, new TextDecoder().decode(await client.attachments.download(query))]);
    }
    const { name, input, output, metadata, tags, thread_id, start_time, end_time, error_info, feedback_scores } = trace;
    const scores = feedback_scores?.map((score) => [score.name, score.value, score.reason]);
    traces.push({
      name,
      input,
      output,
      metadata,
      tags,
      thread_id,
      start_time,
      end_time,
      error_info,
      scores,
      files,
      spans,
    });
  }
  const thread = await client.threads.get('conversation 1');
  const { tags, status, feedback_scores } = thread ?? {};
  return { traces, thread: { tags, status, scores: feedback_scores?.map(({ name, value }) => [name, value]) } };
}

async function record(server: TestServer, project: string, traces: number): Promise<void> {
  const client = clientOf(server, project);
  for (let at = 0; at < traces; at++) {
    const trace = client.trace({
      name: `answer ${at}`,
      input: { question: `${at}?` },
      threadId: `conversation ${at % 3}`,
      tags: at % 2 === 0 ? ['even'] : ['odd'],
      metadata: { at, text: 'ünïcode "quoted"\n' },
      feedbackScores: [{ name: 'good', value: at / 10, reason: 'why' }],
      ...(at === 0 && { attachments: [{ bytes: new TextEncoder().encode('attached'), fileName: '../a b.txt' }] }),
    });
    const span = trace.span({
      name: 'step',
      kind: 'llm',
      model: 'gpt-4o',
      provider: 'openai',
      input: at,
      usage: { prompt_tokens: 3 },
    });
    span.span({ name: 'inner', kind: 'tool' }).end();
    span.end();
    trace.end(at === 1 ? { errorInfo: new TypeError('no') } : { output: 'ok' });
  }
  client.scores.add('thread', 'conversation 1', { name: 'solved', value: 1 });
  expect(await client.flush()).toMatchObject({ dropped: 0, pending: 0 });
}

describe('vitrine export and import', () => {
  it('copy a project from one server to another, with everything that belongs to it', async () => {
    await record(source, 'support', 12);
    const support = clientOf(source, 'support');
    const thread = await support.threads.get('conversation 1');
    await source.call('PATCH', `private/traces/threads/${thread?.thread_model_id}`, { tags: ['vip'] });
    await support.threads.setStatus('conversation 1', 'inactive');
    const directory = newDirectory();
    const exported = await vitrine('export', directory, '--url', source.url, '--project', 'support');
    expect(exported).toMatchObject({ code: 0 });
    expect(exported.output).toContain('12 traces, 24 spans, 3 threads, 1 attachments of "support"');
    const imported = await vitrine('import', directory, '--url', target.url);
    expect(imported).toMatchObject({ code: 0 });
    expect(imported.output).toContain('12 traces, 24 spans, 3 threads, 1 attachments, 13 scores went to "support"');
    const [before, after] = [await contentsOf(source, 'support'), await contentsOf(target, 'support')];
    expect(before.traces).toHaveLength(12);
    expect(before.thread).toMatchObject({ tags: ['vip'], status: 'inactive', scores: [['solved', 1]] });
    expect(before.traces.at(-1)?.files).toHaveLength(1);
    expect(after).toEqual(before);
    // A second import has nothing to do.
    expect((await vitrine('import', directory, '--url', target.url)).output).toContain('nothing new');
  });

  it('copy only traces that match a filter and a time, also into another project of the same server', async () => {
    await record(source, 'filtered', 10);
    const directory = newDirectory();
    const flags = ['--url', source.url, '--project', 'filtered'];
    const { output } = await vitrine(
      'export',
      directory,
      ...flags,
      '--filter',
      'tags = "even"',
      '--from',
      '2026-01-01',
    );
    expect(output).toContain('5 traces, 10 spans');
    const again = ['import', directory, '--url', source.url, '--project', 'copy', '--new-ids'];
    expect((await vitrine(...again, '--dry-run')).output).toContain(
      '5 traces, 10 spans, 3 threads, 1 attachments would go to "copy"',
    );
    expect((await vitrine(...again)).code).toBe(0);
    const copy = await contentsOf(source, 'copy');
    expect(copy.traces.map(({ name }) => name)).toEqual([8, 6, 4, 2, 0].map((at) => `answer ${at}`));
    expect(copy.traces.every(({ spans }) => spans.length === 2)).toBe(true);
    expect((await contentsOf(source, 'filtered')).traces).toHaveLength(10);
  });

  it('continue after an interruption', async () => {
    await record(source, 'broken off', 8);
    const directory = newDirectory();
    const flags = ['export', directory, '--url', source.url, '--project', 'broken off'];
    await vitrine(...flags);
    const path = join(directory, 'export.json');
    const whole = readFileSync(join(directory, 'traces.jsonl'), 'utf8');
    // The state of an export that was interrupted in the middle of the traces, with half a line after the saved length.
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    const lines = whole.split('\n').slice(0, 3);
    const after = (JSON.parse(lines.at(-1)!) as { id: string }).id;
    const bytes = Buffer.byteLength(`${lines.join('\n')}\n`);
    manifest.parts = { traces: { done: false, count: 3, bytes, after } };
    writeFileSync(path, JSON.stringify(manifest));
    writeFileSync(join(directory, 'traces.jsonl'), whole.slice(0, bytes + 10));
    appendFileSync(join(directory, 'spans.jsonl'), '{"half');
    expect((await vitrine('import', directory, '--url', target.url)).output).toContain('is not complete (traces');
    expect((await vitrine(...flags)).output).toContain('8 traces, 16 spans');
    expect(readFileSync(join(directory, 'traces.jsonl'), 'utf8')).toBe(whole);
    expect((await vitrine('import', directory, '--url', target.url)).code).toBe(0);
    expect(await contentsOf(target, 'broken off')).toEqual(await contentsOf(source, 'broken off'));
  });

  it('report what is wrong', async () => {
    const directory = newDirectory();
    const flags = ['export', directory, '--url', source.url, '--project', 'support'];
    const wrong: [args: string[], said: string][] = [
      [['import', directory, '--url', source.url], 'there is no export.json'],
      [[...flags, '--filter', 'tags ~ 1'], 'error: at position 5: expected an operator'],
      [[...flags, '--include', 'everything'], '"everything" is not one of traces'],
      [[...flags, '--from', 'yesterday'], 'a day such as'],
      [['export', newDirectory(), '--url', 'http://127.0.0.1:9'], 'does not answer'],
    ];
    const outputs = await Promise.all(wrong.map(([args]) => vitrine(...args)));
    expect(outputs.map(({ output }) => output)).toEqual(
      wrong.map(([, said]) => expect.stringContaining(said) as string),
    );
    await vitrine(...flags);
    expect((await vitrine(...flags, '--filter', 'name = "x"')).output).toContain('holds another export');
  });
});
