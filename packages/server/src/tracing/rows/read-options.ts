import { z } from 'zod';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { QueryBoolean } from '../../platform/validation/pages.ts';
import type { Shortening } from './shortened.ts';

/** What of a row is shown. */
export interface ReadOptions extends Shortening {
  /** Fields that are left out, and not read. */
  exclude: ReadonlySet<string>;
}

/** The query of one trace or span. */
export const OneRequest = z.object({
  truncate: QueryBoolean.default(false),
  strip_attachments: QueryBoolean.default(false),
});

/** What every client needs of a row. */
const NEEDED = ['id', 'start_time'];

/**
 * The fields that a request leaves out: a list in a body; in a query a JSON array as text, or the name repeated.
 * `start_time` may be named and stays: the clients drop rows without it.
 *
 * @param accepted the fields that may be named
 * @throws {VitrineError} `malformed` if another is named
 */
export function parseExclude(given: unknown, accepted: readonly string[]): ReadonlySet<string> {
  if (given === undefined || given === null || given === '') return new Set();
  const names = Array.isArray(given) ? (given as unknown[]) : listOf(given);
  const wrong = names.find((name) => !accepted.includes(name as string));
  if (wrong === undefined) return new Set((names as string[]).filter((name) => !NEEDED.includes(name)));
  const message = `cannot exclude ${JSON.stringify(wrong)?.slice(0, 60)}; fields that can be are ${accepted.join(', ')}`;
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
