import { createServer } from 'node:http';
import { answer } from './answer.ts';
import { vitrine } from './vitrine.ts';

const MOUNT = '/vitrine';

export const server = createServer((request, response) => {
  const originalUrl = request.url ?? '/';
  if (/^\/vitrine(?:[/?]|$)/.test(originalUrl)) {
    Object.assign(request, { originalUrl, url: originalUrl.slice(MOUNT.length) });
    vitrine.router(request, response);
  } else {
    answer(request, response);
  }
});
