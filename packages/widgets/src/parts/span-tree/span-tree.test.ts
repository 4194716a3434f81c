import type { SpanRow, TraceView } from '@vitrine/core/model';
import { describe, expect, test } from 'vitest';
import { findNodes } from './find-nodes.ts';
import { isInfrastructure, infrastructureCount } from './infrastructure.ts';
import { spanTree, type TreeNode } from './span-tree.ts';
import { ticks, timeAxis } from './time-axis.ts';
import { visibleNodes } from './visible-nodes.ts';

const START = Date.UTC(2026, 0, 15, 9, 30);

function span(id: string, parent: string | null, fromMs = 0, toMs: number | null = 100): SpanRow {
  return {
    id,
    parent_span_id: parent,
    name: id,
    type: 'general',
    kind: 'general',
    start_time: new Date(START + fromMs).toISOString(),
    end_time: toMs === null ? null : new Date(START + toMs).toISOString(),
    duration: toMs === null ? null : toMs - fromMs,
    ttft: null,
    clock_skew: false,
    model: null,
    provider: null,
    total_tokens: null,
    total_estimated_cost: null,
    cost_status: '',
    has_error: false,
  };
}

function view(...spans: SpanRow[]): TraceView {
  const trace: TraceView['trace'] = {
    id: 'trace',
    project_id: 'project',
    project_name: 'support',
    name: 'answer',
    start_time: new Date(START).toISOString(),
    end_time: new Date(START + 100).toISOString(),
    duration: 100,
    ttft: null,
    clock_skew: false,
    thread_id: null,
    user_id: null,
    environment: null,
    tags: [],
    input_preview: '',
    output_preview: '',
    error_info: null,
    span_count: spans.length,
    llm_span_count: 0,
    error_count: 0,
    usage: {},
    total_tokens: null,
    total_estimated_cost: null,
    unpriced_span_count: 0,
    feedback_scores: [],
  };
  return { trace, spans, span_total: spans.length };
}

/** Returns the tree as indented lines. */
function drawn(root: TreeNode): string[] {
  return visibleNodes(root, new Set()).map((node) => `${'  '.repeat(node.depth)}${node.row.id}`);
}

describe('the tree of a trace', () => {
  test('the tree has the trace as its root, and children under their parents in order of start', () => {
    expect(drawn(spanTree(view(span('a', null), span('b', 'a'), span('c', null), span('d', 'a'))))).toEqual([
      'trace',
      '  a',
      '    b',
      '    d',
      '  c',
    ]);
  });

  test('a child may come before its parent', () => {
    expect(drawn(spanTree(view(span('child', 'parent'), span('parent', null))))).toEqual([
      'trace',
      '  parent',
      '    child',
    ]);
  });

  test('a span without its parent is a child of the trace', () => {
    expect(drawn(spanTree(view(span('orphan', 'nowhere'), span('under', 'orphan'))))).toEqual([
      'trace',
      '  orphan',
      '    under',
    ]);
  });

  test('a circle of parents is cut at its earliest span', () => {
    expect(drawn(spanTree(view(span('a', 'c'), span('b', 'a'), span('c', 'b'), span('self', 'self'))))).toEqual([
      'trace',
      '  a',
      '    b',
      '      c',
      '  self',
    ]);
  });

  test('a chain may have 50,000 parents', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) => span(`s${i}`, i === 0 ? null : `s${i - 1}`));
    expect(visibleNodes(spanTree(view(...chain)), new Set())).toHaveLength(50_001);
  });

  describe('a tree without infrastructure', () => {
    const of = (kind: SpanRow['kind'], row: SpanRow, has_error = false): SpanRow => ({ ...row, kind, has_error });
    const drawnShown = (...spans: SpanRow[]): string[] => drawn(spanTree(view(...spans), isInfrastructure));

    test('children of a hidden span are under its nearest shown ancestor', () => {
      const spans = [
        of('http', span('server', null)),
        of('infrastructure', span('middleware', 'server')),
        span('agent', 'middleware'),
        of('http', span('request', 'agent')),
        of('database', span('query', 'request')),
        span('deep', 'query'),
      ];
      expect(drawnShown(...spans)).toEqual(['trace', '  agent', '    deep']);
      expect(infrastructureCount(view(...spans))).toBe(4);
    });

    test('a failed span is shown', () => {
      const spans = [span('agent', null), of('http', span('request', 'agent'), true)];
      expect(drawnShown(...spans)).toEqual(['trace', '  agent', '    request']);
      expect(infrastructureCount(view(...spans))).toBe(0);
    });

    test('no span is counted as hidden if no other span would be left', () => {
      expect(infrastructureCount(view(of('http', span('a', null)), of('database', span('b', 'a'))))).toBe(0);
    });

    test('hidden spans may be in a circle, without a parent, or in a chain of 50,000', () => {
      const circle = [of('http', span('a', 'b')), of('http', span('b', 'a')), span('c', 'a')];
      const orphan = [of('http', span('d', 'nowhere')), span('e', 'd')];
      expect(drawnShown(...circle, ...orphan)).toEqual(['trace', '  c', '  e']);
      const chain = Array.from({ length: 50_000 }, (_, i) =>
        of(i === 49_999 ? 'llm' : 'http', span(`s${i}`, i === 0 ? null : `s${i - 1}`)),
      );
      expect(drawnShown(...chain)).toEqual(['trace', '  s49999']);
    });
  });

  test('rows inside a collapsed row are not visible', () => {
    const root = spanTree(view(span('a', null), span('b', 'a'), span('c', null)));
    expect(visibleNodes(root, new Set(['a'])).map((node) => node.row.id)).toEqual(['trace', 'a', 'c']);
  });

  test('a search by name finds spans and shows their ancestors', () => {
    const root = spanTree(view(span('agent', null), span('find_order', 'agent'), span('other', null)));
    const { matches, shown } = findNodes(root, 'ORDER');
    expect([...matches].map((node) => node.row.id)).toEqual(['find_order']);
    expect(visibleNodes(root, new Set(), shown).map((node) => node.row.id)).toEqual(['trace', 'agent', 'find_order']);
  });
});

describe('the time axis', () => {
  test('the axis includes spans that lie outside of the trace', () => {
    const axis = timeAxis(view(span('early', null, -50, 20), span('late', null, 90, 400)), START);
    expect(axis).toEqual({ start: START - 50, end: START + 400 });
  });

  test('the axis is never empty', () => {
    const axis = timeAxis({ ...view(), trace: { ...view().trace, end_time: view().trace.start_time } }, START);
    expect(axis.end - axis.start).toBe(1);
  });

  test('the axis has round ticks', () => {
    expect(ticks({ start: 0, end: 2840 })).toEqual([1000, 2000]);
    expect(ticks({ start: 0, end: 100 })).toEqual([20, 40, 60, 80]);
  });

  test('the axis has no ticks between two milliseconds', () => {
    expect(ticks({ start: 0, end: 1 })).toEqual([]);
    expect(ticks({ start: 0, end: 3 })).toEqual([1, 2]);
    expect(ticks({ start: 0, end: 7 })).toEqual([2, 4, 6]);
  });
});
