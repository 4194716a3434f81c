import { openClients } from '../client/open-clients.ts';
import { Vitrine } from '../client/vitrine.ts';

/** Returns the client for code that has none: the first open client, else a new one with the environment's settings. */
export function defaultClient(): Vitrine {
  return openClients.first() ?? new Vitrine();
}
