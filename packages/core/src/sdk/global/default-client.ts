import { firstClient } from '../client/first-client.ts';
import { Vitrine } from '../client/vitrine.ts';

/** The client of code that names none: the first one that was made, else one that the environment sets up. */
export function defaultClient(): Vitrine {
  return firstClient.get() ?? new Vitrine();
}
