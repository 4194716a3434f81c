import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startModelServer, type ModelServer } from '@testing/model-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QUESTION, THREAD } from '../otel/story.ts';
import { runApp } from '../run-app.ts';
import { startServer, type RunningServer } from '../running-server.ts';
import { expectSilence } from './expect-silence.ts';
import { MAJORS } from './majors.ts';

/** Opik's own integrations from npm, each in an app of its own that is told nothing but the URL and the project. */
const FOLDER = fileURLToPath(new URL('./scenarios/', import.meta.url));

expectSilence();

let model: ModelServer;
let server: RunningServer;
beforeAll(async () => {
  [model, server] = await Promise.all([startModelServer({ delayMs: 1 }), startServer()]);
});
afterAll(() => Promise.all([model.close(), server.close()]));

/** What each integration tells of the story, and how many spans it says the usage of. */
const TELLS = new Map<string, { traces: number; spans: number; counted: number; thread?: true; failed: number }>(
  Object.entries({
    gemini: { traces: 3, spans: 4, counted: 2, failed: 1 },
    langchain: { traces: 2, spans: 10, counted: 2, thread: true, failed: 1 },
    openai: { traces: 5, spans: 5, counted: 4, failed: 1 },
    // It does not say that a call failed.
    'vercel-ai-5': { traces: 5, spans: 9, counted: 5, thread: true, failed: 0 },
    'vercel-ai-6': { traces: 5, spans: 9, counted: 5, thread: true, failed: 0 },
  }),
);

test('every scenario is expected to tell something', () => {
  expect([...TELLS.keys()].map((name) => `${name}.ts`)).toEqual(readdirSync(FOLDER).toSorted());
});

describe.each(MAJORS)('with opik $version', ({ version, opik }) => {
  test.each([...TELLS])('%s is read back as it was told, and logs nothing', { timeout: 60_000 }, async (name, told) => {
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
    expect([traces.length, spans.length]).toEqual([told.traces, told.spans]);
    expect(traces.every(({ spanCount = 0, endTime }) => spanCount > 0 && endTime !== undefined)).toBe(true);
    expect(traces.some(({ input }) => JSON.stringify(input).includes(QUESTION))).toBe(true);
    expect(JSON.stringify(spans.map(({ output }) => output))).toContain('14');
    expect(spans.filter(({ errorInfo }) => errorInfo !== undefined)).toHaveLength(told.failed);

    const counted = spans.filter(({ usage }) => usage !== undefined);
    expect(counted).toHaveLength(told.counted);
    for (const { usage = {}, model: named, totalEstimatedCost = 0 } of counted) {
      expect((usage['prompt_tokens'] ?? 0) + (usage['completion_tokens'] ?? 0)).toBe(usage['total_tokens']);
      expect(named).toBeDefined();
      expect(totalEstimatedCost).toBeGreaterThan(0);
    }
    const tokens = counted.reduce((sum, { usage = {} }) => sum + (usage['total_tokens'] ?? 0), 0);
    expect(traces.reduce((sum, { usage = {} }) => sum + (usage['total_tokens'] ?? 0), 0)).toBe(tokens);

    const threads = await client.searchThreads();
    expect(threads.map(({ id, numberOfMessages }) => [id, numberOfMessages])).toEqual(
      told.thread ? [[THREAD, told.traces * 2]] : [],
    );
    expect(threads.every(({ usage }) => usage?.['total_tokens'] === tokens)).toBe(true);
  });
});
