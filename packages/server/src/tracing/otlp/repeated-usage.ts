import type { SpanKind } from '@vitrine/core/model';

/** Span of a trace, with what determines whether its usage is counted. */
export interface UsageSpan {
  id: string;
  parent_span_id?: string | null | undefined;
  kind?: SpanKind | '' | null | undefined;
  /** Whether it has tokens or a cost. */
  hasUsage: boolean;
}

/** Kinds of spans that are one call of one model. */
const MODEL_CALLS: ReadonlySet<string> = new Set<SpanKind>(['llm', 'embedding', 'rerank']);
/** Kinds of spans that may call models of their own within a model call. */
const SEPARATE: ReadonlySet<string> = new Set<SpanKind>(['tool', 'agent', 'retrieval', 'guardrail']);

/**
 * Returns the ids of the spans whose usage repeats the usage of other spans, so that each token is counted once:
 *
 * - a model call that contains model calls with usage, such as a framework's span around the client's span. The calls
 *   of a tool or an agent within a model call are other calls;
 * - any other span that contains a model call with usage, because an agent has the sum of its calls;
 * - an agent or step within one whose usage is counted, because the outer one includes it.
 *
 * @param spans all spans of a trace
 */
export function repeatedUsage(spans: readonly UsageSpan[]): Set<string> {
  const repeated = new Set<string>();
  if (!spans.some(({ hasUsage }) => hasUsage)) return repeated;
  const children = new Map<string, UsageSpan[]>();
  for (const span of spans) {
    if (!span.parent_span_id || span.parent_span_id === span.id) continue;
    const siblings = children.get(span.parent_span_id);
    if (siblings) siblings.push(span);
    else children.set(span.parent_span_id, [span]);
  }
  const sums: UsageSpan[] = [];
  for (const span of spans) {
    if (!span.hasUsage || !children.has(span.id)) continue;
    const isCall = isModelCall(span);
    if (contains(children, span, isModelCallWithUsage, isCall ? isSeparate : never)) repeated.add(span.id);
    else if (!isCall && span.kind !== 'tool') sums.push(span);
  }
  for (const sum of sums) {
    forEachBelow(children, sum, never, (span) => {
      if (span.hasUsage && !isModelCall(span) && span.kind !== 'tool') repeated.add(span.id);
    });
  }
  return repeated;
}

function isModelCall({ kind }: UsageSpan): boolean {
  return MODEL_CALLS.has(kind ?? '');
}

function isModelCallWithUsage(span: UsageSpan): boolean {
  return span.hasUsage && isModelCall(span);
}

function isSeparate({ kind }: UsageSpan): boolean {
  return SEPARATE.has(kind ?? '');
}

function never(): boolean {
  return false;
}

function contains(
  children: ReadonlyMap<string, UsageSpan[]>,
  top: UsageSpan,
  matches: (span: UsageSpan) => boolean,
  isLeftOut: (span: UsageSpan) => boolean,
): boolean {
  let found = false;
  forEachBelow(children, top, isLeftOut, (span) => (found ||= matches(span)));
  return found;
}

/** Visits the spans below a span, except those that are left out and what is below these. */
function forEachBelow(
  children: ReadonlyMap<string, UsageSpan[]>,
  top: UsageSpan,
  isLeftOut: (span: UsageSpan) => boolean,
  visit: (span: UsageSpan) => void,
): void {
  // Spans may name each other as parents.
  const seen = new Set([top.id]);
  const waiting = [...(children.get(top.id) ?? [])];
  for (let span = waiting.pop(); span; span = waiting.pop()) {
    if (seen.has(span.id) || isLeftOut(span)) continue;
    seen.add(span.id);
    visit(span);
    waiting.push(...(children.get(span.id) ?? []));
  }
}
