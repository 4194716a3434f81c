import type { NextFunction, Request, Response } from 'express';

/** The page loads nothing from elsewhere, and runs no script and no style that is written into it. */
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

/** Security headers of the product's own pages. */
export function pageSecurity(_req: Request, res: Response, next: NextFunction): void {
  res.set({ 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' });
  next();
}
