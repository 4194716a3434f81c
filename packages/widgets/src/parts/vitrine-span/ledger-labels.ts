import type { Ledger } from '@vitrine/core/model';

/** Labels of the parts of a ledger, in the order of their sum, each with its details. */
export const LEDGER_LABELS: readonly {
  part: keyof Ledger;
  label: string;
  details: readonly [keyof Ledger, string][];
}[] = [
  {
    part: 'input',
    label: 'Input',
    details: [
      ['input_audio', 'audio'],
      ['input_image', 'images'],
    ],
  },
  {
    part: 'cache_read',
    label: 'Input, from cache',
    details: [
      ['cache_read_audio', 'audio'],
      ['cache_read_image', 'images'],
    ],
  },
  { part: 'cache_write', label: 'Input, written to cache', details: [['cache_write_1h', 'kept for 1 hour']] },
  {
    part: 'output',
    label: 'Output',
    details: [
      ['output_audio', 'audio'],
      ['output_image', 'images'],
    ],
  },
  { part: 'reasoning', label: 'Reasoning', details: [] },
];

/** Labels of the calls in a ledger, which are no tokens. */
export const CALL_LABELS: readonly [keyof Ledger, string][] = [
  ['web_search_requests', 'Web searches'],
  ['file_search_requests', 'File searches'],
];

const NAMES = new Map<string, string>([
  ...LEDGER_LABELS.flatMap(({ part, label, details }): [string, string][] => [
    [part, label],
    ...details.map(([detail, name]): [string, string] => [detail, `${label}, ${name}`]),
  ]),
  ...CALL_LABELS,
  ['service_tier', 'Service tier'],
]);

/** Returns the label of an unpriced part. A part of a newer server has its own name. */
export function unpricedLabel(part: string): string {
  return (NAMES.get(part) ?? part).toLowerCase();
}
