import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { answerErrors } from './answer-errors.ts';
import { requestHandlerOf } from './request-handler.ts';

test('breaks the connection if an answer fails after its beginning, and does not tell the host', async () => {
  const app = express();
  app.get('/', (_request, response) => {
    response.write('the beginning');
    throw new Error('the rest is missing');
  });
  const logged: string[] = [];
  app.use(answerErrors(pino({}, { write: (line) => logged.push(line) })));
  const handler = requestHandlerOf(app);
  const passedOn: unknown[] = [];
  const server = createServer((request, response) => {
    // As `@fastify/express` does.
    Object.defineProperty(response, 'headersSent', { configurable: true, get: () => false });
    handler(request, response, (error) => passedOn.push(error));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
  });
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await expect(fetch(url).then((answer) => answer.text())).rejects.toThrow(/terminated|fetch failed/);
  expect(passedOn).toEqual([]);
  expect(logged.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'vitrine: an answer was interrupted',
  ]);
});
