import { startModelServer, type ModelServer } from '@testing/model-server';
import type { SpanRow, TracesView, TraceView } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type RunningServer } from '../running-server.ts';
import { runScenario, SCENARIOS } from './run-scenario.ts';

let model: ModelServer;
let server: RunningServer;
beforeAll(async () => {
  [model, server] = await Promise.all([startModelServer({ delayMs: 1 }), startServer()]);
});
afterAll(() => Promise.all([model.close(), server.close()]));

/** Spans of a project in Opik's REST protocol. */
interface SpanPage {
  total: number;
  content: {
    name: string;
    type: string;
    model?: string;
    usage?: Record<string, number>;
    total_estimated_cost?: number;
  }[];
}

async function viewsOf(project: string): Promise<TraceView[]> {
  const { traces } = await server.get<TracesView>(`view/traces?project_name=${encodeURIComponent(project)}`);
  return Promise.all(traces.map(({ id }) => server.get<TraceView>(`view/traces/${id}`)));
}

/** Data that each instrumentation records in the scenario. `false` means that it does not record this data. */
const TELLS = new Map<string, { traces: number; thread?: false; tools?: false }>(
  Object.entries({
    'ai-sdk-5': { traces: 5 },
    'ai-sdk-6': { traces: 5 },
    'ai-sdk-7': { traces: 4 },
    'anthropic-sdk': { traces: 1, tools: false },
    langsmith: { traces: 1 },
    mastra: { traces: 3 },
    'openinference-anthropic': { traces: 1, thread: false, tools: false },
    'openinference-langchain': { traces: 2 },
    // The instrumentations of OpenAI never end the span of a refused call. Its HTTP span records the failure.
    'openinference-openai': { traces: 1, tools: false },
    'openllmetry-anthropic': { traces: 1, thread: false, tools: false },
    'openllmetry-langchain': { traces: 1 },
    'openllmetry-openai': { traces: 1, tools: false },
    'opentelemetry-openai': { traces: 1, tools: false },
  }),
);

test('every scenario has an expectation', () => {
  expect([...TELLS.keys()].toSorted()).toEqual(SCENARIOS.toSorted());
});

describe.each([
  { protocol: 'http/protobuf', compression: 'gzip' },
  { protocol: 'http/json', compression: 'none' },
] as const)('spans over $protocol (compression: $compression)', ({ protocol, compression }) => {
  // Each scenario runs in its own process, and takes most of its time to load packages.
  test.concurrent.each(SCENARIOS)('%s is read back as it was recorded, and logs nothing', async (name) => {
    // Without characters that need escaping, because LangSmith uses the text of the headers unchanged.
    const project = `${name}-${protocol.replace('http/', '')}`;
    const ran = await runScenario(name, {
      modelUrl: model.url,
      endpoint: server.url,
      protocol,
      compression,
      headers: `projectName=${project}`,
    });
    expect(ran).toEqual({ code: 0, logged: '' });

    const told = TELLS.get(name)!;
    const views = await viewsOf(project);
    expect(views).toHaveLength(told.traces);
    const spans = views.flatMap((view) => view.spans);
    const calls = spans.filter(({ kind }) => kind === 'llm');
    const answered = calls.filter((call): call is SpanRow & { total_tokens: number } => call.total_tokens !== null);
    expect(answered.length).toBeGreaterThanOrEqual(2);
    for (const call of answered) {
      expect(call).toMatchObject({ cost_status: 'priced', model: expect.stringMatching(/^(gpt|claude)/) as string });
    }
    expect(spans.some(({ kind }) => kind === 'tool')).toBe(told.tools ?? true);
    expect(views.some(({ trace }) => trace.thread_id === 'conversation-7')).toBe(told.thread ?? true);
    expect(spans.some(({ has_error }) => has_error)).toBe(true);
    expect(views.some(({ trace }) => trace.input_preview.includes('What is the weather in Paris?'))).toBe(true);

    const page = await server.get<SpanPage>(
      `private/spans?project_name=${encodeURIComponent(project)}&type=llm&size=100`,
    );
    const counted = page.content.filter(({ usage }) => (usage?.['total_tokens'] ?? 0) > 0);
    expect(counted.length).toBeGreaterThanOrEqual(answered.length);
    const tokens = answered.reduce((sum, call) => sum + call.total_tokens, 0);
    expect(views.reduce((sum, { trace }) => sum + (trace.total_tokens ?? 0), 0)).toBeGreaterThanOrEqual(tokens);
  });
});
