import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { ROLE_NAMES } from './permissions.ts';

/** Somebody who may use the server with a role, as the host's `authorize` hook answers. */
const Member = z.strictObject({
  /** Name of the person or program, which becomes the author of its scores; 1 to 300 characters. */
  subject: z.string().min(1).max(300),
  role: z.enum(ROLE_NAMES),
  /** Workspace; `default` if left out. */
  workspace: z.string().optional(),
});

export const Visitor = Member;

/** Sender of a request, as identified by the host's `authorize` hook. */
export type Visitor = z.input<typeof Visitor>;

/** The host's hook. `undefined` or `null` stands for a stranger. */
export type Authorize = (request: IncomingMessage) => Visitor | undefined | null | Promise<Visitor | undefined | null>;

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
