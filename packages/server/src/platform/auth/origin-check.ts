import type { IncomingMessage } from 'node:http';
import { VitrineError } from '../errors/vitrine-error.ts';
import { isFromOwnPage, onlyHost } from './origin.ts';

/**
 * Refuses requests that a page of another origin has sent with credentials of the browser's, such as a cookie.
 *
 * @throws {VitrineError} `forbidden`
 */
export function checkOrigin(request: IncomingMessage): void {
  const host = onlyHost(request);
  if (host === undefined) throw new VitrineError('malformed', 'the request has no Host header, or several');
  if (isFromOwnPage(request, host)) return;
  // Behind a proxy the Host may be another. Browsers tell the truth by Sec-Fetch-Site, which pages cannot set.
  if (request.headers['sec-fetch-site'] === 'same-origin') return;
  const from = request.headers.origin ?? 'another site';
  throw new VitrineError('forbidden', `a page of ${from} may not use the credentials of this server's visitors`);
}
