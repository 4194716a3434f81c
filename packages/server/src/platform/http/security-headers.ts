import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Security headers of Vitrine's own paths. Headers that would affect the whole origin are left out (HSTS, upgrade of
 * insecure requests) because the host decides about its other pages.
 */
const headers = helmet({
  strictTransportSecurity: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xFrameOptions: { action: 'sameorigin' },
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      baseUri: ["'self'"],
      formAction: ["'none'"],
      frameAncestors: ["'self'"],
      requireTrustedTypesFor: ["'script'"],
    },
  },
});

/** Sets the security headers. Removes the header that Express adds, and what the host's own CORS middleware has allowed. */
export const securityHeaders: RequestHandler = (request, response, next) => {
  response.removeHeader('X-Powered-By');
  for (const name of response.getHeaderNames()) {
    if (name.toLowerCase().startsWith('access-control-')) response.removeHeader(name);
  }
  headers(request, response, next);
};
