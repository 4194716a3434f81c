import type { Body } from '@vitrine/core/model';
import { CALL_LABELS, LEDGER_LABELS } from './ledger-labels.ts';

/** A count of tokens or calls. `isDetail` marks a count that the row before it includes. */
export interface UsageRow {
  label: string;
  count: number;
  isDetail: boolean;
}

/** Counts of a span: tokens with their sum, and calls, which are no tokens. */
export interface UsageRows {
  tokens: UsageRow[];
  total: number | null;
  calls: UsageRow[];
}

/** Returns the labelled counts of a span: the parts of its ledger, or the usage as it was sent. */
export function usageRows({ ledger, usage }: Body): UsageRows {
  if (ledger === null) {
    const tokens = Object.entries(usage ?? {}).map(([label, count]) => ({ label, count, isDetail: false }));
    return { tokens, total: null, calls: [] };
  }
  const rowOf = (name: keyof typeof ledger, label: string, isDetail: boolean): UsageRow[] => {
    const count = ledger[name] ?? 0;
    return count > 0 ? [{ label, count, isDetail }] : [];
  };
  const tokens = LEDGER_LABELS.flatMap(({ part, label, details }) => [
    ...rowOf(part, label, false),
    ...details.flatMap(([detail, name]) => rowOf(detail, name, true)),
  ]);
  return {
    tokens,
    total: tokens.reduce((sum, { count, isDetail }) => sum + (isDetail ? 0 : count), 0),
    calls: CALL_LABELS.flatMap(([name, label]) => rowOf(name, label, false)),
  };
}
