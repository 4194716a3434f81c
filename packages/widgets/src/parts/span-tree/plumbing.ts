import type { SpanRow, TraceView } from '@vitrine/core/model';
import type { RowKind } from '../../icons/kind-icons.ts';

/** Kinds of spans that tell how an app is built, not what its agent did. */
const PLUMBING: ReadonlySet<RowKind> = new Set<RowKind>(['http', 'database', 'infrastructure']);

/** Whether a span is hidden until all are asked for. What failed is always shown. */
export function isPlumbing({ kind, has_error }: Pick<SpanRow, 'kind' | 'has_error'>): boolean {
  return PLUMBING.has(kind) && !has_error;
}

/** How many spans of a trace are hidden: none where nothing else would be left. */
export function plumbingCount({ spans }: TraceView): number {
  const count = spans.filter(isPlumbing).length;
  return count === spans.length ? 0 : count;
}
