import type { IncomingMessage } from 'node:http';

const LOOPBACK_ADDRESS = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOOPBACK_NAME = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i;

/** Whether a host name or address means this very machine. */
export function isLoopbackName(name: string): boolean {
  return LOOPBACK_NAME.test(name);
}

/**
 * Whether a request comes from this very machine: its peer is loopback, it asks for a loopback name (so no web page
 * reaches it under a name of its own), and it came through no proxy that would let others in.
 */
export function isFromLoopback(request: IncomingMessage): boolean {
  return (
    LOOPBACK_ADDRESS.test(request.socket.remoteAddress ?? '') &&
    isLoopbackName((request.headers.host ?? '').replace(/:\d+$/, '')) &&
    !Object.keys(request.headers).some((name) => name === 'forwarded' || name.startsWith('x-forwarded-'))
  );
}
