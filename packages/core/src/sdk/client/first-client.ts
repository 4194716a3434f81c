import type { Vitrine } from './vitrine.ts';

let first: Vitrine | undefined;

/** The open client that was made first in this process; what speaks of no client means this one. */
export const firstClient = {
  get: (): Vitrine | undefined => first,

  opened(client: Vitrine): void {
    first ??= client;
  },

  closed(client: Vitrine): void {
    if (first === client) first = undefined;
  },
};
