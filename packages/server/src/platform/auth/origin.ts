import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

/** Returns the `Host` of a request; undefined if there is none, or several: readers might pick different ones. */
export function onlyHost({ headers, rawHeaders }: IncomingMessage): string | undefined {
  const names = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  return names.length === 1 ? headers.host : undefined;
}

/** Returns the name of a host without its port, in lower case. */
export function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

/** Whether a request comes from a page of its own host, from a link that a user opened, or from no page. */
export function isFromOwnPage({ headers, method }: IncomingMessage, host: string): boolean {
  const { origin } = headers;
  const own = new Set([`http://${host}`.toLowerCase(), `https://${host}`.toLowerCase()]);
  if (origin !== undefined && !own.has(origin.toLowerCase())) return false;
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  // The page that has the link cannot read what the link opens.
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

/** An origin such as `https://shop.example` or `http://localhost:3000`, without path and wildcard. */
export const Origin = z.string().refine(isOrigin, 'expected an origin such as https://shop.example, without a path');

function isOrigin(text: string): boolean {
  try {
    const { origin, protocol } = new URL(text);
    return origin === text && /^https?:$/.test(protocol) && !text.includes('*');
  } catch {
    return false;
  }
}
