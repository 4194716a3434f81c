import type { IncomingMessage } from 'node:http';
import { VitrineError } from '../errors/vitrine-error.ts';
import { isFromOwnPage, onlyHost } from './origin.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Types of bodies that a page of another origin cannot send without asking the server first (a preflight). */
const ASKED_FOR = /^application\/(?:json|x-protobuf|protobuf)\b/i;

/**
 * Refuses requests that a page of another origin has sent with credentials of the browser's, such as a cookie.
 *
 * @param origins origins whose pages may send credentials of their own, such as a token of the host's
 * @throws {VitrineError} `forbidden`
 */
export function checkOrigin(request: IncomingMessage, origins: readonly string[]): void {
  const { headers, method = '' } = request;
  const host = onlyHost(request);
  if (host === undefined) throw new VitrineError('malformed', 'the request has no Host header, or several');
  if (isFromOwnPage(request, host)) return;
  // Behind a proxy the Host may be another. Browsers tell the truth by Sec-Fetch-Site, which pages cannot set.
  if (headers['sec-fetch-site'] === 'same-origin') return;
  const { origin } = headers;
  // A preflight never allows cookies, so a request that was asked for has none.
  const isAskedFor = SAFE.has(method) || method !== 'POST' || ASKED_FOR.test(headers['content-type'] ?? '');
  if (origin !== undefined && origins.includes(origin) && isAskedFor) return;
  throw new VitrineError(
    'forbidden',
    `a page of ${origin ?? 'another site'} may not use the credentials of this server's visitors`,
  );
}
