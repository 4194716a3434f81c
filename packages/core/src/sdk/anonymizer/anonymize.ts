import type { Json } from '../../model/json.ts';
import type { Log } from '../log/log.ts';
import { plainCopy } from '../serialize/plain-copy.ts';
import type { AnonymizedField, Anonymizer } from './anonymizer.ts';

/** What stands for data that an anonymizer failed at: rather nothing than what was to be hidden. */
const FAILED = '[left out: the anonymizer failed]';

/** Runs a value through all anonymizers, one after the other. */
export function anonymize(anonymizers: readonly Anonymizer[], value: unknown, about: AnonymizedField, log: Log): Json {
  let changed = plainCopy(value);
  for (const anonymizer of anonymizers) {
    try {
      changed = plainCopy(anonymizer.anonymize(changed, about));
    } catch (error) {
      log.once('warn', 'anonymizer', `An anonymizer failed; the ${about.field} was left out: ${String(error)}`);
      return FAILED;
    }
  }
  return changed;
}
