import { z } from 'zod';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { QueryBoolean } from '../../platform/validation/query-values.ts';
import type { Shortening } from './shortened.ts';

/** Options for reading a row. */
export interface ReadOptions extends Shortening {
  /** Fields that are neither read nor returned. */
  exclude: ReadonlySet<string>;
}

/** Query of one trace or span. */
export const OneRequest = z.object({
  truncate: QueryBoolean.default(false),
  strip_attachments: QueryBoolean.default(false),
});

/** Fields that every client needs. */
const NEEDED = ['id', 'start_time'];

/**
 * Parses the excluded fields of a request: a list in a body; in a query, a JSON array as text, or the name repeated.
 * `start_time` is accepted but not excluded, because clients drop rows without it.
 *
 * @param accepted the fields that may be named
 * @throws {VitrineError} `malformed` if another field is named
 */
export function parseExclude(given: unknown, accepted: readonly string[]): ReadonlySet<string> {
  if (given === undefined || given === null || given === '') return new Set();
  const names = Array.isArray(given) ? (given as unknown[]) : listOf(given);
  const wrong = names.find((name) => !accepted.includes(name as string));
  if (wrong === undefined) return new Set((names as string[]).filter((name) => !NEEDED.includes(name)));
  const message = `cannot exclude ${JSON.stringify(wrong)?.slice(0, 60)}; the fields that can be excluded are ${accepted.join(', ')}`;
  throw new VitrineError('malformed', message, { errors: [{ path: 'exclude', message }] });
}

function listOf(given: unknown): unknown[] {
  if (typeof given !== 'string') return [given];
  try {
    const parsed = JSON.parse(given) as unknown;
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch {
    return given.split(',').map((name) => name.trim());
  }
}
