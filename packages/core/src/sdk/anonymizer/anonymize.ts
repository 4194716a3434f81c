import type { Json } from '../../model/json.ts';
import type { Log } from '../log/log.ts';
import { isThenable } from '../serialize/is-thenable.ts';
import { hasPromise, plainCopy } from '../serialize/plain-copy.ts';
import type { AnonymizedField, Anonymizer } from './anonymizer.ts';

/** Replaces a field whose anonymizer failed, so that the data is not sent as it is. */
const FAILED = '[left out: the anonymizer failed]';

/**
 * Copies the result of an anonymizer.
 *
 * @throws {Error} if it contains a promise, whose text would be sent in place of the data
 */
function accepted(result: unknown): Json {
  if (hasPromise(result)) throw new Error('its result contains a promise; return a promise of the whole result');
  return plainCopy(result);
}

/**
 * Runs a value through all anonymizers, one after the other. If one fails, the whole value is replaced. Returns a
 * promise, which never rejects, if an anonymizer is asynchronous. The value is copied at the call.
 */
export function anonymize(
  anonymizers: readonly Anonymizer[],
  value: unknown,
  about: AnonymizedField,
  log: Log,
): Json | Promise<Json> {
  const failed = (error: unknown): Json => {
    log.once('warn', 'anonymizer', `An anonymizer failed; the ${about.field} was left out: ${String(error)}`);
    return FAILED;
  };
  const from = (at: number, data: Json): Json | Promise<Json> => {
    let changed = data;
    for (const [index, anonymizer] of anonymizers.entries()) {
      if (index < at) continue;
      try {
        const result = anonymizer.anonymize(changed, about);
        if (isThenable(result)) {
          return Promise.resolve(result)
            .then((resolved) => from(index + 1, accepted(resolved)))
            .catch(failed);
        }
        changed = accepted(result);
      } catch (error) {
        return failed(error);
      }
    }
    return changed;
  };
  return from(0, plainCopy(value));
}
