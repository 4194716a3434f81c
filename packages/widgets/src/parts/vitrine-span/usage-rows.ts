import type { Body } from '@vitrine/core/model';

/** The parts of the ledger in words, in the order in which they are added up. */
const PARTS = [
  ['input', 'Input'],
  ['cache_read', 'Input, from cache'],
  ['cache_write', 'Input, written to cache'],
  ['output', 'Output'],
  ['reasoning', 'Reasoning'],
] as const;

/** The tokens of a span as labelled counts that add up: the ledger's, or else what was sent as it was sent. */
export function usageRows({ ledger, usage }: Body): { rows: [label: string, count: number][]; total: number | null } {
  if (ledger === null) return { rows: Object.entries(usage ?? {}), total: null };
  const rows = PARTS.map(([part, label]): [string, number] => [label, ledger[part]]);
  return { rows: rows.filter(([, count]) => count > 0), total: rows.reduce((sum, [, count]) => sum + count, 0) };
}
