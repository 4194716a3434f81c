import type { IncomingMessage } from 'node:http';

/** Who a request is from, as the host's own `authorize` hook says it. */
export interface Visitor {
  /** Names the person or program: the author of the scores that it writes. */
  subject: string;
}

/** How a server decides who may come in. */
export interface AuthOptions {
  auth: 'loopback' | 'none';
  authorize: ((request: IncomingMessage) => Visitor | undefined | Promise<Visitor | undefined>) | undefined;
}
