import type { IncomingMessage } from 'node:http';

/** Sender of a request, as identified by the host's `authorize` hook. */
export interface Visitor {
  /** Name of the person or program, which becomes the author of its scores. */
  subject: string;
}

/** How a server decides who has access. */
export interface AuthOptions {
  auth: 'loopback' | 'none';
  authorize: ((request: IncomingMessage) => Visitor | undefined | Promise<Visitor | undefined>) | undefined;
}
