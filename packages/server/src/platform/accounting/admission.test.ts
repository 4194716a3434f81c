import { once } from 'node:events';
import { request, type ClientRequest, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { answerErrors } from '../http/answer-errors.ts';
import { Accounting } from './accounting.ts';
import { admission } from './admission.ts';

const MIB = 2 ** 20;
let server: Server;
let open: ClientRequest[] = [];

/** Serves a path that never answers admitted requests, so that each keeps its room. */
async function serve(maxBytesInFlight: number): Promise<void> {
  const app = express();
  app.use(admission(new Accounting(maxBytesInFlight), 50 * MIB), (_request, response) => {
    response.writeProcessing();
  });
  app.use(answerErrors(pino({ level: 'silent' })));
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

/** Sends the headers of a request without its body. Returns whether the request was admitted. */
async function announce(headers: OutgoingHttpHeaders): Promise<boolean> {
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, host: '127.0.0.1', method: 'POST', agent: false, headers });
  open.push(sent);
  sent.on('error', () => undefined);
  sent.flushHeaders();
  return new Promise((resolve) => {
    // The handler answers 102 when it is reached.
    sent.once('information', () => resolve(true));
    sent.once('response', (response) => {
      expect(response.statusCode).toBe(429);
      resolve(false);
    });
  });
}

afterEach(() => {
  for (const each of open) each.destroy();
  open = [];
  server.closeAllConnections();
  server.close();
});

const plain = (length: number) => ({ 'content-length': length });
const packed = (length: number, encoding = 'gzip') => ({ 'content-length': length, 'content-encoding': encoding });

test('a body takes room for its length', async () => {
  await serve(MIB);
  expect(await announce(plain(1_000))).toBe(true);
  expect(await announce(plain(MIB))).toBe(false);
  expect(await announce(plain(MIB - 1_000))).toBe(true);
  expect(await announce(plain(1))).toBe(false);
});

test.each(['gzip', 'deflate', 'br'])('a body packed with %s takes room for 20 times its length', async (encoding) => {
  await serve(MIB);
  expect(await announce(plain(1_000))).toBe(true);
  expect(await announce(packed(MIB / 16, encoding))).toBe(false);
  expect(await announce(packed(MIB / 32, encoding))).toBe(true);
  // 20 times MIB / 32 are taken.
  expect(await announce(plain(MIB / 2))).toBe(false);
  expect(await announce(plain(MIB / 4))).toBe(true);
});

test('a packed body takes no more room than the largest accepted body', async () => {
  await serve(60 * MIB);
  expect(await announce(plain(1_000))).toBe(true);
  expect(await announce(packed(20 * MIB))).toBe(true);
  expect(await announce(packed(MIB))).toBe(false);
  expect(await announce(plain(9 * MIB))).toBe(true);
});

test('a body of unknown length takes 1 MiB', async () => {
  await serve(2 * MIB);
  expect(await announce(plain(1_000))).toBe(true);
  expect(await announce({ 'transfer-encoding': 'chunked' })).toBe(true);
  expect(await announce({ 'transfer-encoding': 'chunked' })).toBe(false);
});
