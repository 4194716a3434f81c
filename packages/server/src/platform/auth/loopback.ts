import type { IncomingMessage } from 'node:http';
import { isFromOwnPage, nameOf, onlyHost } from './origin.ts';

const LOOPBACK_ADDRESS = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOOPBACK_NAME = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i;

/**
 * Headers that proxies add. `CF-Worker` is not one: workerd adds it to each request of a worker, also of one that runs on
 * this machine. A request that passed Cloudflare has other `CF-` headers too.
 */
const PROXY_HEADER =
  /^(?:forwarded|x-forwarded.*|x-real-ip|via|cf-(?!worker$).*|true-client-ip|x-client-ip|x-envoy-.*|x-amzn-.*|fastly-.*)$/;

/** Whether a host name or address is a loopback name. */
export function isLoopbackName(name: string): boolean {
  return LOOPBACK_NAME.test(name);
}

/**
 * Whether a request comes from this machine: its peer address is loopback, it has one `Host`, which is a loopback name
 * (so that a web page cannot send it by DNS rebinding), no page of another origin sent it, and it did not pass a proxy,
 * which might forward requests from elsewhere. A proxy that changes nothing in a request cannot be seen.
 */
export function isFromLoopback(request: IncomingMessage): boolean {
  const { headers, httpVersionMajor, httpVersionMinor } = request;
  const host = onlyHost(request);
  return (
    LOOPBACK_ADDRESS.test(request.socket.remoteAddress ?? '') &&
    host !== undefined &&
    isLoopbackName(nameOf(host)) &&
    // HTTP/1.0 is what proxies speak, such as nginx before 1.29.7.
    (httpVersionMajor > 1 || (httpVersionMajor === 1 && httpVersionMinor >= 1)) &&
    !Object.keys(headers).some((name) => PROXY_HEADER.test(name)) &&
    isFromOwnPage(request, host)
  );
}
