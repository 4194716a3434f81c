import type { Body } from '@vitrine/core/model';

/** Labels of the parts of the ledger, in the order of their sum. */
const PARTS = [
  ['input', 'Input'],
  ['cache_read', 'Input, from cache'],
  ['cache_write', 'Input, written to cache'],
  ['output', 'Output'],
  ['reasoning', 'Reasoning'],
] as const;

/** Returns labelled token counts of a span: the parts of its ledger and their sum, or the usage as it was sent. */
export function usageRows({ ledger, usage }: Body): { rows: [label: string, count: number][]; total: number | null } {
  if (ledger === null) return { rows: Object.entries(usage ?? {}), total: null };
  const rows = PARTS.map(([part, label]): [string, number] => [label, ledger[part]]);
  return { rows: rows.filter(([, count]) => count > 0), total: rows.reduce((sum, [, count]) => sum + count, 0) };
}
