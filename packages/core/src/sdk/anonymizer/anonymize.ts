import type { Json } from '../../model/json.ts';
import type { Log } from '../log/log.ts';
import { plainCopy } from '../serialize/plain-copy.ts';
import type { AnonymizedField, Anonymizer } from './anonymizer.ts';

/** Replaces a field whose anonymizer failed, so that the data is not sent as it is. */
const FAILED = '[left out: the anonymizer failed]';

/**
 * Calls an anonymizer, which has to return its result at once.
 *
 * @throws {Error} if it returns a promise; the promise is ignored, also if it rejects
 */
function call(anonymizer: Anonymizer, value: Json, about: AnonymizedField): unknown {
  const result = anonymizer.anonymize(value, about);
  if (typeof (result as { then?: unknown } | null | undefined)?.then !== 'function') return result;
  Promise.resolve(result).catch(() => undefined);
  throw new Error('it returned a promise, but must be synchronous');
}

/** Runs a value through all anonymizers, one after the other. If one fails, the whole value is replaced. */
export function anonymize(anonymizers: readonly Anonymizer[], value: unknown, about: AnonymizedField, log: Log): Json {
  let changed = plainCopy(value);
  for (const anonymizer of anonymizers) {
    try {
      changed = plainCopy(call(anonymizer, changed, about));
    } catch (error) {
      log.once('warn', 'anonymizer', `An anonymizer failed; the ${about.field} was left out: ${String(error)}`);
      return FAILED;
    }
  }
  return changed;
}
