import type { NextFunction, Request, Response } from 'express';

/** Policy that allows only same-origin resources and `data:` images, without inline scripts or styles. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** Sets the security headers of the chat's pages. */
export function pageSecurity(_req: Request, res: Response, next: NextFunction): void {
  res.set({ 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' });
  next();
}
