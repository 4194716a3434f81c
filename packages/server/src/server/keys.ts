import type { z } from 'zod';
import { createKey, KeyWrite } from '../platform/access/key-write.ts';
import { DEFAULT_WORKSPACE, SERVER_PRINCIPAL, serverPrincipal } from '../platform/auth/principal.ts';
import { parse } from '../platform/validation/parse.ts';
import type { Resources } from './resources.ts';

/** A new key: a name, a role or actions, and what it is limited to. */
export type KeyOptions = z.input<typeof KeyWrite>;

/** API keys of a server. */
export interface Keys {
  /**
   * Creates a key. Its text cannot be read again.
   *
   * @throws {VitrineError} `invalid` with the field that is not accepted
   * @example
   * const { key } = await vitrine.keys.create({ name: 'checkout', role: 'ingest', projects: ['checkout'] });
   */
  create(options: KeyOptions): Promise<{ id: string; key: string }>;
  /** Returns the names and ids of the keys that were not revoked. */
  list(): Promise<{ id: string; name: string }[]>;
  /** Revokes a key. It is refused at once by this server, and within 5 s by others. */
  revoke(id: string): Promise<void>;
}

/** Returns the part of a server that hands out keys. */
export function keysOf({ keys, workspaceNames, projects }: Resources): Keys {
  const projectId = projects.idOf.bind(projects);
  return {
    create(options) {
      const write = parse(KeyWrite, options);
      const principal = serverPrincipal(write.workspaces?.[0] ?? DEFAULT_WORKSPACE);
      return createKey({ keys, workspaceNames, projectId }, principal, write);
    },
    list: async () => (await keys.list()).map(({ id, name }) => ({ id, name })),
    revoke: (id) => keys.revoke(SERVER_PRINCIPAL, id),
  };
}
