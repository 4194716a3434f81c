import type { Vitrine } from './vitrine.ts';

let first: Vitrine | undefined;

/** The first open client of this process, which is the default for code that names no client. */
export const firstClient = {
  get: (): Vitrine | undefined => first,

  opened(client: Vitrine): void {
    first ??= client;
  },

  closed(client: Vitrine): void {
    if (first === client) first = undefined;
  },
};
