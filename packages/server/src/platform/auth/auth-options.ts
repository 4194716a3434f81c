import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { ROLE_NAMES, type RoleName } from './permissions.ts';

const Subject = z.string().min(1).max(300);

/** Schema of what the hook `authorize` returns for a request whose sender it knows. */
export const Visitor = z.union([
  z.strictObject({ subject: Subject, role: z.enum(ROLE_NAMES), workspace: z.string().optional() }),
  z.strictObject({ subject: Subject, embed: z.record(z.string(), z.unknown()), workspace: z.string().optional() }),
]);

/**
 * Sender of a request, as identified by the host's `authorize` hook: a member of the team with a role, or an end user who
 * sees what an embed token could show.
 */
export type Visitor<Grant = object> = {
  /** Name of the person or program, which becomes the author of its scores; 1 to 300 characters. */
  subject: string;
  /** Workspace; `default` if left out. */
  workspace?: string;
} & ({ role: RoleName; embed?: never } | { embed: Grant; role?: never });

/** The host's hook. `undefined` or `null` stands for a stranger. */
export type Authorize<Grant = object> = (
  request: IncomingMessage,
) => Visitor<Grant> | undefined | null | Promise<Visitor<Grant> | undefined | null>;

/**
 * Who gets in without a key or token:
 *
 * - `closed`: nobody; `hook`: visitors of the host's `authorize`;
 * - `local`: requests from the same machine; `none`: everybody who reaches the port.
 */
export type AuthMode = 'closed' | 'hook' | 'local' | 'none';

/** How a server decides who has access. */
export interface AuthOptions {
  mode: AuthMode;
  authorize: Authorize | undefined;
  /** Host names, in lower case and without a port, by which the server is reached in addition to loopback names. */
  hosts: readonly string[];
}
