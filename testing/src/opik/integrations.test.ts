import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startModelServer, type ModelServer } from '@testing/model-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QUESTION, THREAD } from '../otel/story.ts';
import { runApp } from '../run-app.ts';
import { startServer, type RunningServer } from '../running-server.ts';
import { expectSilence } from './expect-silence.ts';
import { MAJORS } from './majors.ts';

// Opik's own integrations from npm, each in its own app, which is configured only with the URL and the project.
const FOLDER = fileURLToPath(new URL('./scenarios/', import.meta.url));

expectSilence();

let model: ModelServer;
let server: RunningServer;
beforeAll(async () => {
  [model, server] = await Promise.all([startModelServer({ delayMs: 1 }), startServer()]);
});
afterAll(() => Promise.all([model.close(), server.close()]));

/** Data that an integration records in the scenario. */
interface Recorded {
  traces: number;
  spans: number;
  /** Number of spans with a usage. */
  counted: number;
  failed: number;
  thread?: true;
  /** Tags of each trace. */
  tags: string[];
  /** Number of spans with the tag `weather`. */
  taggedSpans: number;
  /** Number of traces and of spans whose metadata has the app's plan. */
  plans: [traces: number, spans: number];
}

const RECORDED = new Map<string, Recorded>(
  Object.entries<Recorded>({
    gemini: { traces: 3, spans: 4, counted: 2, failed: 1, tags: ['genai', 'weather'], taggedSpans: 3, plans: [3, 3] },
    // Tags and metadata of a call: its trace has only the metadata, and the model calls in it have both.
    langchain: { traces: 2, spans: 10, counted: 2, thread: true, failed: 1, tags: [], taggedSpans: 9, plans: [1, 2] },
    openai: { traces: 5, spans: 5, counted: 4, failed: 1, tags: ['weather'], taggedSpans: 5, plans: [5, 5] },
    // The integrations of the AI SDK do not record that a call failed.
    'vercel-ai-5': {
      traces: 5,
      spans: 9,
      counted: 5,
      thread: true,
      failed: 0,
      tags: ['weather'],
      taggedSpans: 0,
      plans: [5, 0],
    },
    'vercel-ai-6': {
      traces: 5,
      spans: 9,
      counted: 5,
      thread: true,
      failed: 0,
      tags: ['weather'],
      taggedSpans: 0,
      plans: [5, 0],
    },
  }),
);

test('every scenario has an expectation', () => {
  expect([...RECORDED.keys()].map((name) => `${name}.ts`)).toEqual(readdirSync(FOLDER).toSorted());
});

describe.each(MAJORS)('with opik $version', ({ version, opik }) => {
  test.each([...RECORDED])('%s is read back as it was sent, and logs nothing', async (name, sent) => {
    const projectName = `${name} ${version}`;
    const apiUrl = `${server.url}/api`;
    const ran = await runApp(`${FOLDER}${name}.ts`, {
      MODEL_URL: model.url,
      OPIK_MAJOR: String(version),
      OPIK_URL_OVERRIDE: apiUrl,
      OPIK_PROJECT_NAME: projectName,
      OPIK_LOG_LEVEL: 'WARN',
    });
    expect(ran).toEqual({ code: 0, logged: '' });

    const client = new opik.Opik({ apiUrl, projectName });
    const traces = await client.searchTraces();
    const spans = await client.searchSpans();
    expect([traces.length, spans.length]).toEqual([sent.traces, sent.spans]);
    expect(traces.every(({ spanCount = 0, endTime }) => spanCount > 0 && endTime !== undefined)).toBe(true);
    expect(traces.some(({ input }) => JSON.stringify(input).includes(QUESTION))).toBe(true);
    expect(JSON.stringify(spans.map(({ output }) => output))).toContain('14');
    expect(spans.filter(({ errorInfo }) => errorInfo !== undefined)).toHaveLength(sent.failed);

    for (const { tags = [] } of traces) expect(tags).toEqual(sent.tags);
    expect(spans.filter(({ tags = [] }) => tags.includes('weather'))).toHaveLength(sent.taggedSpans);
    const ofFreePlan = ({ metadata }: { metadata?: unknown }): boolean =>
      (metadata as { plan?: unknown } | undefined)?.plan === 'free';
    expect([traces.filter(ofFreePlan).length, spans.filter(ofFreePlan).length]).toEqual(sent.plans);

    const counted = spans.filter(({ usage }) => usage !== undefined);
    expect(counted).toHaveLength(sent.counted);
    for (const { usage = {}, model: named, totalEstimatedCost = 0 } of counted) {
      expect((usage['prompt_tokens'] ?? 0) + (usage['completion_tokens'] ?? 0)).toBe(usage['total_tokens']);
      expect(named).toBeDefined();
      expect(totalEstimatedCost).toBeGreaterThan(0);
    }
    const tokens = counted.reduce((sum, { usage = {} }) => sum + (usage['total_tokens'] ?? 0), 0);
    expect(traces.reduce((sum, { usage = {} }) => sum + (usage['total_tokens'] ?? 0), 0)).toBe(tokens);

    const threads = await client.searchThreads();
    expect(threads.map(({ id, numberOfMessages }) => [id, numberOfMessages])).toEqual(
      sent.thread ? [[THREAD, sent.traces * 2]] : [],
    );
    expect(threads.every(({ usage }) => usage?.['total_tokens'] === tokens)).toBe(true);
  });
});
