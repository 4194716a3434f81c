import type { FeedbackScore, ProjectRow, SpanRow, ThreadView, TraceView, Turn } from '@vitrine/core/model';
import { describe, expect, test } from 'vitest';
import { FIELD_GROUPS, parseRedaction, type FieldGroup, type Fields } from '../../platform/auth/fields.ts';
import {
  OWNER,
  showBodies,
  showFeedback,
  showProjects,
  showSeries,
  showThread,
  showTrace,
  showTraces,
  type OwnedBody,
} from './show-view.ts';

/** Group of each field that is not always shown, written down a second time. */
const GROUPS: Record<string, FieldGroup> = {
  'project.description': 'metadata',
  'project.total_estimated_cost': 'usage',
  'trace.environment': 'metadata',
  'trace.tags': 'metadata',
  'trace.input_preview': 'conversation',
  'trace.output_preview': 'conversation',
  'trace.error_info': 'errors',
  'trace.usage': 'usage',
  'trace.total_tokens': 'usage',
  'trace.total_estimated_cost': 'usage',
  'trace.unpriced_span_count': 'usage',
  'trace.feedback_scores': 'scores',
  'span.model': 'usage',
  'span.provider': 'usage',
  'span.total_tokens': 'usage',
  'span.total_estimated_cost': 'usage',
  'span.cost_status': 'usage',
  'trace_body.input': 'conversation',
  'trace_body.output': 'conversation',
  'span_body.input': 'steps',
  'span_body.output': 'steps',
  ...Object.fromEntries(
    ['trace_body', 'span_body'].flatMap((body) => [
      [`${body}.metadata`, 'metadata'],
      [`${body}.tags`, 'metadata'],
      [`${body}.error_info`, 'errors'],
      [`${body}.usage`, 'usage'],
      [`${body}.ledger`, 'usage'],
      [`${body}.service_tier`, 'usage'],
      [`${body}.unpriced_parts`, 'usage'],
      [`${body}.feedback_scores`, 'scores'],
    ]),
  ),
  'thread.total_tokens': 'usage',
  'thread.total_estimated_cost': 'usage',
  'thread.feedback_scores': 'scores',
  'turn.input': 'conversation',
  'turn.output': 'conversation',
  'turn.total_tokens': 'usage',
  'turn.total_estimated_cost': 'usage',
  'turn.error_info': 'errors',
  'turn.feedback_scores': 'scores',
  'feedback.average': 'scores',
  'feedback.count': 'scores',
};

/** A text of each field that is nowhere else. */
const canaries = new Map<string, string>();
const text = (field: string): string => {
  canaries.set(field, `canary of ${field};`);
  return `canary of ${field};`;
};
const number = (field: string): number => {
  const value = canaries.get(field) ?? `${7_000_001 + canaries.size}`;
  canaries.set(field, value);
  return Number(value);
};
const scores = (field: string): FeedbackScore[] => [{ name: text(field) } as FeedbackScore];
const STACK = 'canary of a stack';

function traceRow(): TraceView['trace'] {
  return {
    id: text('trace.id'),
    project_id: text('trace.project_id'),
    name: text('trace.name'),
    start_time: text('trace.start_time'),
    end_time: text('trace.end_time'),
    duration: number('trace.duration'),
    clock_skew: false,
    thread_id: text('trace.thread_id'),
    user_id: text('trace.user_id'),
    environment: text('trace.environment'),
    tags: [text('trace.tags')],
    input_preview: text('trace.input_preview'),
    output_preview: text('trace.output_preview'),
    error_info: { exception_type: 'TypeError', message: text('trace.error_info') },
    span_count: number('trace.span_count'),
    llm_span_count: number('trace.llm_span_count'),
    error_count: number('trace.error_count'),
    usage: { [text('trace.usage')]: 1 },
    total_tokens: number('trace.total_tokens'),
    total_estimated_cost: number('trace.total_estimated_cost'),
    unpriced_span_count: number('trace.unpriced_span_count'),
    feedback_scores: scores('trace.feedback_scores'),
    project_name: text('trace.project_name'),
    ttft: number('trace.ttft'),
  };
}

function spanRow(): SpanRow {
  return {
    id: text('span.id'),
    parent_span_id: text('span.parent_span_id'),
    name: text('span.name'),
    type: 'tool',
    kind: 'tool',
    start_time: text('span.start_time'),
    end_time: text('span.end_time'),
    duration: number('span.duration'),
    ttft: number('span.ttft'),
    clock_skew: false,
    model: text('span.model'),
    provider: text('span.provider'),
    total_tokens: number('span.total_tokens'),
    total_estimated_cost: number('span.total_estimated_cost'),
    cost_status: text('span.cost_status') as SpanRow['cost_status'],
    has_error: true,
  };
}

function body(of: 'trace_body' | 'span_body'): OwnedBody {
  return {
    [OWNER]: of === 'trace_body' ? 'trace' : 'spans:tool',
    id: text(`${of}.id`),
    input: { question: text(`${of}.input`) },
    output: [text(`${of}.output`)],
    metadata: { tenant: text(`${of}.metadata`) },
    tags: [text(`${of}.tags`)],
    error_info: { exception_type: 'TypeError', message: text(`${of}.error_info`), traceback: STACK },
    usage: { [text(`${of}.usage`)]: 1 },
    ledger: { input: number(`${of}.ledger`), cache_read: 0, cache_write: 0, output: 0, reasoning: 0 },
    service_tier: text(`${of}.service_tier`),
    unpriced_parts: [text(`${of}.unpriced_parts`)],
    feedback_scores: scores(`${of}.feedback_scores`),
  };
}

function projectRow(): ProjectRow {
  return {
    id: text('project.id'),
    name: text('project.name'),
    description: text('project.description'),
    trace_count: number('project.trace_count'),
    error_count: number('project.error_count'),
    total_estimated_cost: number('project.total_estimated_cost'),
    last_trace_at: text('project.last_trace_at'),
  };
}

function turn(): Turn {
  return {
    trace_id: text('turn.trace_id'),
    name: text('turn.name'),
    input: text('turn.input'),
    output: text('turn.output'),
    start_time: text('turn.start_time'),
    duration: number('turn.duration'),
    total_tokens: number('turn.total_tokens'),
    total_estimated_cost: number('turn.total_estimated_cost'),
    error_info: { exception_type: 'TypeError', message: text('turn.error_info') },
    feedback_scores: scores('turn.feedback_scores'),
  };
}

function thread(): ThreadView {
  return {
    thread_id: text('thread.thread_id'),
    project_id: text('thread.project_id'),
    project_name: text('thread.project_name'),
    start_time: text('thread.start_time'),
    end_time: text('thread.end_time'),
    total_tokens: number('thread.total_tokens'),
    total_estimated_cost: number('thread.total_estimated_cost'),
    feedback_scores: scores('thread.feedback_scores'),
    turns: [turn()],
    turn_total: number('thread.turn_total'),
  };
}

const TRACE: TraceView = { trace: traceRow(), spans: [spanRow()], span_total: number('trace.span_total') };
const BODIES = { bodies: [body('trace_body'), body('span_body')] };
const THREAD = thread();

/** Every view, with what its route does for a caller. Each has its own canaries. */
const VIEWS: Record<string, { view: object; show: (view: never, fields: Fields) => object; except?: string[] }> = {
  projects: { view: { projects: [projectRow()] }, show: showProjects },
  trace: { view: TRACE, show: showTrace },
  traces: {
    view: { traces: [traceRow()], next_cursor: text('traces.next_cursor'), total: 1, total_exact: true },
    show: showTraces,
    // A list has no room for these two.
    except: ['trace.project_name', 'trace.ttft'],
  },
  bodies: { view: BODIES, show: showBodies },
  thread: { view: THREAD, show: showThread },
  series: {
    view: {
      metric: 'trace_count',
      interval: 'day',
      times: [text('series.times')],
      lines: [{ name: text('series.name'), group: text('series.group'), values: [number('series.values')] }],
      groups_left_out: number('series.groups_left_out'),
    },
    show: showSeries,
  },
  feedback: {
    view: {
      mine: { value: number('feedback.mine'), category_name: null, reason: null },
      average: number('feedback.average'),
      count: number('feedback.count'),
    },
    show: showFeedback,
  },
};

/** Returns the fields whose canaries a JSON text contains. */
const found = (value: object): string[] => {
  const json = JSON.stringify(value);
  return [...canaries].filter(([, canary]) => json.includes(canary)).map(([field]) => field);
};

const fieldsOf = (show: readonly FieldGroup[], rules: string[] = []): Fields => ({
  show: new Set(show),
  redact: rules.map(parseRedaction),
});

/** Nothing but the skeleton, each group alone, all but each group, and everything. */
const SHOWS: FieldGroup[][] = [
  [],
  ...FIELD_GROUPS.map((group) => [group]),
  ...FIELD_GROUPS.map((group) => FIELD_GROUPS.filter((other) => other !== group)),
  [...FIELD_GROUPS],
];

describe.each(Object.entries(VIEWS))('view/%s shows', (_, { view, show, except = [] }) => {
  test('the fields of the shown groups, and no others', () => {
    const all = found(view);
    expect(all.length).toBeGreaterThan(2);
    for (const groups of SHOWS) {
      const shown = show(view as never, fieldsOf(groups));
      const expected = all.filter((field) => {
        const group = GROUPS[field];
        return (group === undefined || groups.includes(group)) && !except.includes(field);
      });
      expect([groups, found(shown)]).toEqual([groups, expected]);
      expect(JSON.stringify(shown)).not.toContain(STACK);
    }
  });

  test('no field that is in no table', () => {
    const grown = JSON.parse(JSON.stringify(view), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value, added: 'canary' } : value,
    ) as Record<string, unknown>;
    const { bodies } = grown as { bodies?: object[] };
    bodies?.forEach((each) => Object.assign(each, { [OWNER]: 'trace' }));
    const shown = show(grown as never, fieldsOf([])) as Record<string, unknown>;
    const { mine: _ownScore, ...rest } = shown;
    expect(JSON.stringify(rest)).not.toContain('added');
  });
});

test('a hidden field has a value of its type, and a failure stays visible', () => {
  const { trace, spans } = showTrace(TRACE, fieldsOf([]));
  expect(trace).toMatchObject({ input_preview: '', tags: [], usage: {}, total_tokens: null, feedback_scores: [] });
  expect(trace.error_info).toEqual({ exception_type: 'Error', message: null });
  expect(spans[0]).toMatchObject({ model: null, cost_status: '', has_error: true });
  const fine = { trace: { ...trace, error_info: null }, spans: [], span_total: 0 };
  expect(showTrace(fine, fieldsOf([])).trace.error_info).toBeNull();
});

describe('a rule', () => {
  const whole = (rules: string[]): Fields => fieldsOf(FIELD_GROUPS, rules);

  test('on a part of a field redacts its whole preview', () => {
    const { trace } = showTrace(TRACE, whole(['trace.input.a.b', '*.error_info.traceback']));
    expect(trace.input_preview).toBe('[redacted]');
    expect(trace.output_preview).toBe('canary of trace.output_preview;');
    expect(trace.error_info).toEqual({ exception_type: 'TypeError', message: '[redacted]' });
    const { turns } = showThread(THREAD, whole(['*.output.a', 'trace.error_info']));
    expect(turns[0]).toMatchObject({ input: 'canary of turn.input;', output: '[redacted]' });
    expect(turns[0]?.error_info).toEqual({ exception_type: '[redacted]', message: '[redacted]' });
  });

  test('does not show a hidden field as redacted', () => {
    const fields = fieldsOf([], ['*.input', '*.output', '*.tags', '*.error_info', '*.metadata']);
    for (const { view, show } of Object.values(VIEWS)) {
      expect(JSON.stringify(show(view as never, fields))).not.toContain('redacted');
    }
  });

  test('concerns traces, spans, or spans of a kind', () => {
    const shown = (rules: string[]) => {
      const { trace, spans } = showTrace(TRACE, whole(rules));
      const { bodies } = showBodies(BODIES, whole(rules));
      return [trace.name, spans[0]?.name, ...bodies.map(({ tags }) => tags[0])].map((each) => each === '[redacted]');
    };
    expect(shown(['trace.name', 'trace.tags'])).toEqual([true, false, true, false]);
    expect(shown(['spans.name', 'spans.tags'])).toEqual([false, true, false, true]);
    expect(shown(['spans:tool.name', 'spans:tool.tags.*'])).toEqual([false, true, false, true]);
    expect(shown(['spans:llm.name', 'spans:llm.tags'])).toEqual([false, false, false, false]);
    expect(shown(['*.name', '*.tags.0'])).toEqual([true, true, true, true]);
  });
});

test('prompts stay hidden in a body whose roles are redacted', () => {
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello' },
  ];
  const given = { ...body('span_body'), input: { messages }, metadata: { parameters: { seed: 4_711 }, kept: 1 } };
  const fields = fieldsOf(['steps', 'metadata'], ['*.input.messages.1.content', '*.input.**.role']);
  const [shown] = showBodies({ bodies: [given] }, fields).bodies;
  expect(shown?.input).toEqual({ messages: [{ role: '[redacted]', content: '[redacted]' }] });
  expect(shown?.metadata).toEqual({ kept: 1 });
});
