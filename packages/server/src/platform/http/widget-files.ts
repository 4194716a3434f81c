import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import express, { Router } from 'express';
import { PACKAGE_DIRECTORY } from '../package-directory.ts';

/** Directory into which `widgets.js` and its chunks are built. */
const BROWSER = join(PACKAGE_DIRECTORY, 'dist', 'browser');

/** Serves `widgets.js` and its chunks. Pages of every origin may load them, because they contain no data. */
export function widgetFiles(): Router {
  const router = Router();
  const setHeaders = (response: ServerResponse): void => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  };
  const chunks = { immutable: true, maxAge: '1y', index: false, redirect: false, setHeaders } as const;
  router.use('/widgets', express.static(join(BROWSER, 'widgets'), chunks));
  router.get('/widgets.js', (_request, response) => {
    setHeaders(response);
    response.sendFile('widgets.js', { root: BROWSER });
  });
  return router;
}
