import type { Json, SpanKind } from '@vitrine/core/model';
import type { Redaction } from '../../platform/auth/fields.ts';

/** Replaces a redacted value. */
export const REDACTED = '[redacted]';

/** Maximum depth of the values in which rules look for keys. A deeper value that a rule may reach is redacted. */
export const MAX_DEPTH = 500;

/** The owner of a field: a trace, or a span of a kind; `spans` for the spans of all kinds together. */
export type Owner = 'trace' | 'spans' | `spans:${SpanKind}`;

/** Matches text that begins as a JSON object or list does, also within quotes: it need not be complete. */
const JSON_TEXT = /^[\s"\\]*(?:\{|\[\s*(?:[[{"\\\]]|-?\d|true\b|false\b|null\b))/;

/** Number of keys of each rule that have been found. */
type Progress = ReadonlyMap<Redaction, ReadonlySet<number>>;

function concerns({ where }: Redaction, owner: Owner): boolean {
  if (where === '*' || where === owner) return true;
  // A rule for all spans concerns each kind, and a rule for one kind concerns all spans together.
  return owner === 'spans' ? where.startsWith('spans:') : where === 'spans' && owner.startsWith('spans:');
}

/** Whether any rule changes a field, wholly or in part. */
export function isTouched(rules: readonly Redaction[], owner: Owner, field: string): boolean {
  return rules.some((rule) => concerns(rule, owner) && rule.path[0] === field);
}

/**
 * Returns a field with `[redacted]` in place of the values that the rules name. The value itself is not changed.
 *
 * - `*` matches any key or index, `**` any number of them. Rules may leave out the indexes of lists.
 * - A key with dots, as in OpenTelemetry's attributes, also matches as the keys between its dots.
 * - A text is redacted as a whole if it begins as JSON and a rule continues in it.
 *
 * @example
 * redacted([{ where: '*', path: ['input', '**', 'card'] }], 'trace', 'input', { orders: [{ id: 1, card: '4111' }] });
 * // { orders: [{ id: 1, card: '[redacted]' }] }
 */
export function redacted(rules: readonly Redaction[], owner: Owner, field: string, value: Json): Json {
  const own = rules.filter((rule) => concerns(rule, owner) && rule.path[0] === field);
  return own.length === 0 ? value : walk(value, new Map(own.map((rule) => [rule, skipped(rule, [1])])), 0);
}

function walk(value: Json, progress: Progress, depth: number): Json {
  if (progress.size === 0) return value;
  for (const [{ path }, found] of progress) if (found.has(path.length)) return REDACTED;
  if (typeof value === 'string') return JSON_TEXT.test(value) ? REDACTED : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return REDACTED;
  if (Array.isArray(value)) {
    return value.map((item, index) => walk(item, merged(progress, advanced(progress, `${index}`)), depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, walk(item, advancedByKey(progress, key), depth + 1)]),
  );
}

function advancedByKey(progress: Progress, key: string): Progress {
  const whole = advanced(progress, key);
  if (!key.includes('.')) return whole;
  let parts = progress;
  for (const part of key.split('.')) {
    parts = advanced(parts, part);
    if (parts.size === 0) break;
  }
  return merged(whole, parts);
}

/** Returns the progress of all rules after a key. Rules that do not match are left out. */
function advanced(progress: Progress, key: string): Progress {
  const next = new Map<Redaction, ReadonlySet<number>>();
  for (const [rule, found] of progress) {
    const after: number[] = [];
    for (const at of found) {
      const step = rule.path[at];
      // A rule that has matched keeps matching what is below.
      if (step === undefined || step === '**') after.push(at);
      else if (step === '*' || step === key) after.push(at + 1);
    }
    if (after.length > 0) next.set(rule, skipped(rule, after));
  }
  return next;
}

/** Adds the positions behind each `**`, because it also matches no key at all. */
function skipped({ path }: Redaction, positions: Iterable<number>): ReadonlySet<number> {
  const all = new Set(positions);
  for (const at of all) if (path[at] === '**') all.add(at + 1);
  return all;
}

function merged(one: Progress, other: Progress): Progress {
  if (other.size === 0) return one;
  const both = new Map(one);
  for (const [rule, found] of other) both.set(rule, new Set([...(both.get(rule) ?? []), ...found]));
  return both;
}
