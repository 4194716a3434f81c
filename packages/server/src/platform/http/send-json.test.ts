import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import compression from 'compression';
import express from 'express';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { VitrineError } from '../errors/vitrine-error.ts';
import { answerErrors } from './answer-errors.ts';
import { sendJson } from './send-json.ts';

/** Serves what is read on a free port, as the app does, and hands over what was logged. */
async function serve(
  read: (signal: AbortSignal) => Promise<object>,
  use: (port: number) => Promise<void>,
): Promise<string[]> {
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const app = express();
  app.use(compression());
  let handled: Promise<void> | undefined;
  app.get('/', (_request, response) => (handled = sendJson(response, read)));
  app.use(answerErrors(log));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use((server.address() as AddressInfo).port);
    await handled?.catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return logged;
}

test('what is read is answered, and what fails is an error', async () => {
  await serve(
    () => Promise.resolve({ id: 1 }),
    async (port) => {
      expect(await (await fetch(`http://127.0.0.1:${port}`)).json()).toEqual({ id: 1 });
    },
  );
  await serve(
    () => Promise.reject(new VitrineError('not_found', 'not there')),
    async (port) => expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(404),
  );
});

test('a client that leaves ends what is read for it, and nothing is logged of that', async () => {
  let begun: () => void = () => undefined;
  const beginning = new Promise<void>((resolve) => (begun = resolve));
  let wasTold = false;
  const logged = await serve(
    async (signal) => {
      begun();
      if (!signal.aborted) await once(signal, 'abort');
      wasTold = true;
      throw signal.reason;
    },
    async (port) => {
      const asked = request({ port, host: '127.0.0.1' }).on('error', () => undefined);
      asked.end();
      await beginning;
      asked.destroy();
    },
  );
  expect([wasTold, logged]).toEqual([true, []]);
});
