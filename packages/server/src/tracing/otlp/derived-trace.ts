import type { ErrorInfo, Json, SpanKind } from '@vitrine/core/model';
import type { TraceCreate } from '../ingest/ingest.ts';

/** Span with the fields that may become fields of its trace. */
export interface SourceSpan {
  id: string;
  parent_span_id?: string | null | undefined;
  name?: string | null | undefined;
  kind?: SpanKind | null | undefined;
  /** ISO 8601 in UTC, to the microsecond, so that the order of the texts is the order of the times. */
  start_time: string;
  /** Absent for a span that has not ended. */
  end_time?: string | null | undefined;
  input?: Json | undefined;
  output?: Json | undefined;
  error_info?: ErrorInfo | null | undefined;
  /** Time to the first token, in ms. */
  ttft?: number | null | undefined;
}

/** Spans from which the fields of a trace are taken. */
export interface Sources<Span = SourceSpan> {
  /** Top that starts first, and top that ends last. */
  first: Span;
  last: Span;
  /** Sources of the input and the output if neither top has one. */
  firstInput?: Span | undefined;
  lastOutput?: Span | undefined;
}

/**
 * Kinds of spans whose input and output may describe the whole trace. Those of tools, databases and requests describe
 * only a part of it.
 */
export const CONVERSATION_KINDS: readonly SpanKind[] = ['agent', 'chain', 'step', 'llm', 'general'];

/** Fields that a trace has only if the spans have them. */
const OPTIONAL_FIELDS = ['end_time', 'input', 'output', 'error_info', 'ttft'] as const;

/** All fields of a trace that its spans determine. */
export const DERIVED_FIELDS: ReadonlySet<string> = new Set(['name', 'start_time', ...OPTIONAL_FIELDS]);

/** Order of ends. A span that has not ended comes last. */
const NOT_ENDED = '~';

/**
 * Returns the spans that determine a trace, if these are all of its spans.
 *
 * A top is a span whose parent is not among the spans: the root, a span called by another service, or a span whose
 * parent has not been received. {@link StoredSources} has the same rules for stored spans.
 */
export function sourcesOf<Span extends SourceSpan>(spans: readonly Span[]): Sources<Span> {
  const ids = new Set(spans.map(({ id }) => id));
  const tops = spans.filter(({ parent_span_id }) => !parent_span_id || !ids.has(parent_span_id));
  // Spans that name each other as parents have no top.
  const among = tops.length > 0 ? tops : spans;
  const sources = { first: earliest(among)!, last: latest(among)! };
  if (!needsBodies(sources)) return sources;
  const talking = spans.filter(({ kind }) => kind && CONVERSATION_KINDS.includes(kind));
  return {
    ...sources,
    firstInput: earliest(talking.filter(({ input }) => input !== undefined)),
    lastOutput: latest(talking.filter(({ output }) => output !== undefined)),
  };
}

/** Whether neither top has an input or output, such as the span of an HTTP server. */
export function needsBodies({ first, last }: Sources): boolean {
  return first.input === undefined && last.output === undefined;
}

/** Returns the fields of a trace: name and input of the first top, output and end of the last top. */
export function derivedFields({ first, last, firstInput, lastOutput }: Sources): Omit<TraceCreate, 'id'> {
  const fields: Omit<TraceCreate, 'id'> = {
    name: first.name ?? '',
    start_time: first.start_time,
    end_time: last.end_time ?? undefined,
    input: first.input ?? firstInput?.input,
    output: last.output ?? lastOutput?.output,
    error_info: last.error_info ?? undefined,
    ttft: first.ttft ?? undefined,
  };
  return { ...fields, cleared: OPTIONAL_FIELDS.filter((name) => fields[name] === undefined) };
}

function earliest<Span extends SourceSpan>(spans: readonly Span[]): Span | undefined {
  return best(spans, (a, b) => compare(a.start_time, b.start_time) || compare(a.id, b.id));
}

function latest<Span extends SourceSpan>(spans: readonly Span[]): Span | undefined {
  return best(spans, (a, b) => compare(b.end_time ?? NOT_ENDED, a.end_time ?? NOT_ENDED) || compare(b.id, a.id));
}

function best<Span>(spans: readonly Span[], order: (a: Span, b: Span) => number): Span | undefined {
  let chosen: Span | undefined;
  for (const span of spans) if (chosen === undefined || order(span, chosen) < 0) chosen = span;
  return chosen;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
