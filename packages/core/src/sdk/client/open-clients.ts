import type { Vitrine } from './vitrine.ts';

const clients = new Set<Vitrine>();

/** The open clients of this process. */
export const openClients = {
  all: (): readonly Vitrine[] => [...clients],

  /** Returns the oldest one, which is the default for code that names no client. */
  first(): Vitrine | undefined {
    const [first] = clients;
    return first;
  },

  opened(client: Vitrine): void {
    clients.add(client);
  },

  closed(client: Vitrine): void {
    clients.delete(client);
  },
};
