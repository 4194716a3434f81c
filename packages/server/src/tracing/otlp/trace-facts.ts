import { MAX_THREAD_ID, MAX_USER_ID, type Id } from '@vitrine/core/model';
import type { MappedSpan, OtelSpan } from '@vitrine/core/otel';
import { isoTimeOf } from '../../storage/encoding/iso-time-of.ts';
import { microsecondsOf } from '../../storage/encoding/microseconds-of.ts';
import type { TraceCreate } from '../ingest/ingest.ts';

interface Span {
  otel: OtelSpan;
  mapped: MappedSpan;
}

/** Sum of the start of a root and the update time of its facts, in µs since the epoch. Both are in the past. */
const SUM_US = 3.1e15;
/** How much earlier the update time of other spans is: longer than any trace. */
const NOT_ROOT_US = 30 * 24 * 60 * 60 * 1_000_000;

/**
 * Returns creates of a trace with the fields that any of its spans may have: thread, end user, environment and tags. The value of
 * a root has priority, then the value of the span that starts first. The update times express this order, so it holds
 * for spans of different exports and servers too.
 */
export function traceFacts(id: Id, spans: readonly Span[]): TraceCreate[] {
  const inOrder = spans.toSorted((a, b) => factTime(b) - factTime(a));
  const creates = new Map<Span, TraceCreate>();
  const createOf = (span: Span): TraceCreate => {
    const { start_time } = span.mapped;
    const create = creates.get(span) ?? { id, start_time, last_updated_at: isoTimeOf(factTime(span)) };
    creates.set(span, create);
    return create;
  };
  const having = (field: 'thread_id' | 'user_id' | 'environment' | 'tags'): Span | undefined =>
    inOrder.find(({ mapped }) => mapped[field] !== undefined);
  const [thread, user, environment, tags] = [
    having('thread_id'),
    having('user_id'),
    having('environment'),
    having('tags'),
  ];
  if (thread) createOf(thread).thread_id = thread.mapped.thread_id?.slice(0, MAX_THREAD_ID);
  if (user) createOf(user).user_id = user.mapped.user_id?.slice(0, MAX_USER_ID);
  if (environment) createOf(environment).environment = environment.mapped.environment;
  if (tags) createOf(tags).tags = tags.mapped.tags;
  return [...creates.values()];
}

function factTime({ otel, mapped }: Span): number {
  return SUM_US - microsecondsOf(mapped.start_time) - (isRoot(otel) ? 0 : NOT_ROOT_US);
}

/** Bits of OTLP's flags: whether the sender knows where the parent is, and whether it is in another process. */
const KNOWN_REMOTE = 0x100 | 0x200;

/** Whether a span has no parent in its process. */
function isRoot({ parentSpanId, flags = 0 }: OtelSpan): boolean {
  return parentSpanId === undefined || (flags & KNOWN_REMOTE) === KNOWN_REMOTE;
}
