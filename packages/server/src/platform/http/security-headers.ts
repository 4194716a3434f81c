import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * The security headers of our own paths. Nothing here speaks for the whole origin (no HSTS, no upgrade of insecure
 * requests): the host's other pages are its own business.
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

/** Sets them, and takes away what a host's Express adds to every answer. */
export const securityHeaders: RequestHandler = (request, response, next) => {
  response.removeHeader('X-Powered-By');
  headers(request, response, next);
};
