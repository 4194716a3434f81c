import type { IncomingMessage } from 'node:http';
/** Whether a host name or address means this very machine. */
export declare function isLoopbackName(name: string): boolean;
/**
 * Whether a request comes from this very machine: its peer is loopback, it asks for a loopback name (so no web page
 * reaches it under a name of its own), and it came through no proxy that would let others in.
 */
export declare function isFromLoopback(request: IncomingMessage): boolean;
//# sourceMappingURL=loopback.d.ts.map