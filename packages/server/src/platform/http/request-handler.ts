import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Express, Request, Response } from 'express';
import { HostState } from './host-state.ts';

/**
 * A handler for `app.use` of Express and of other Connect-like frameworks, and for `createServer` of Node. It has the types
 * of Node, because an app without types of Express would get `any` from them.
 */
export type RequestHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/** Properties that Connect-like frameworks set on a request. */
interface Mounted extends IncomingMessage {
  baseUrl?: string;
  originalUrl?: string;
}

/**
 * Returns a plain function that handles requests with an Express app. A host would mount the app itself with the host's
 * settings, and leave the app's prototypes on requests and responses.
 */
export function requestHandlerOf(app: Express): RequestHandler {
  return (request: Mounted, response, next) => {
    const host = HostState.keep(request, response);
    // Before the listeners of the host, among them its access log.
    response.prependListener('finish', () => host.restore());
    request.originalUrl ??= request.url ?? '/';
    // A host that cuts off the mount path itself may leave nothing.
    if (!request.url || request.url.startsWith('?')) request.url = `/${request.url ?? ''}`;
    request.baseUrl ??= mountOf(request.originalUrl, request.url);
    request.url = encodedUrl(request.originalUrl, request.baseUrl, request.url);
    if (!next) {
      app(request as Request, response as Response);
      return;
    }
    app(request as Request, response as Response, (error?: unknown) => {
      host.restoreUnanswered();
      next(error);
    });
  };
}

/** Returns what was cut off from the beginning of a URL; nothing if the rest was changed too. */
function mountOf(original: string, url: string): string {
  const path = pathOf(original);
  const rest = pathOf(url);
  if (path.endsWith(rest)) return path.slice(0, -rest.length);
  return rest === '/' ? path : '';
}

/** Returns the URL below the mount as the client sent it. `@fastify/express` decodes it, so it would be decoded twice. */
function encodedUrl(originalUrl: string, baseUrl: string, url: string): string {
  const isDecoded = originalUrl.includes('%') && !originalUrl.endsWith(url) && originalUrl.startsWith(`${baseUrl}/`);
  if (!isDecoded) return url;
  const encoded = originalUrl.slice(baseUrl.length);
  try {
    return decodeURI(encoded) === url ? encoded : url;
  } catch {
    return url;
  }
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
