import type { SpanRow, TraceView } from '@vitrine/core/model';
import type { RowKind } from '../../icons/kind-icons.ts';

/** Kinds of spans that belong to the app around an agent. */
const INFRASTRUCTURE: ReadonlySet<RowKind> = new Set<RowKind>(['http', 'database', 'infrastructure']);

/** Whether a span is hidden by default. A failed span never is. */
export function isInfrastructure({ kind, has_error }: Pick<SpanRow, 'kind' | 'has_error'>): boolean {
  return INFRASTRUCTURE.has(kind) && !has_error;
}

/** Number of spans of a trace that are hidden by default: 0 if no other span would be left. */
export function infrastructureCount({ spans }: TraceView): number {
  const count = spans.filter(isInfrastructure).length;
  return count === spans.length ? 0 : count;
}
