import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import compression from 'compression';
import express from 'express';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { VitrineError } from '../errors/vitrine-error.ts';
import { answerErrors } from './answer-errors.ts';
import { sendNdjson } from './send-ndjson.ts';

const log = pino({ level: 'silent' });

/** Serves rows on a free port, as the app does, and returns what a client receives. */
async function serve<T>(
  rows: (signal: AbortSignal) => AsyncIterable<object>,
  use: (port: number) => Promise<T>,
): Promise<T> {
  const app = express();
  app.use(compression());
  app.get('/', (_request, response) => sendNdjson(response, log, rows));
  app.use(answerErrors(log));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const request = (port: number): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => get({ port, host: '127.0.0.1' }, resolve).on('error', reject));

async function* of(...rows: object[]): AsyncGenerator<object> {
  for (const row of rows) yield Promise.resolve(row);
}

test('rows are sent in order, one object per line, and no rows are an empty body', async () => {
  const text = await serve(
    () => of({ id: 1 }, { text: 'a\nb' }),
    async (port) => (await fetch(`http://127.0.0.1:${port}`)).text(),
  );
  expect(text).toBe('{"id":1}\n{"text":"a\\nb"}\n');
  await serve(
    () => of(),
    async (port) => {
      const response = await fetch(`http://127.0.0.1:${port}`);
      expect([response.status, await response.text()]).toEqual([200, '']);
    },
  );
});

test('rows are made as fast as the client reads them, and are not made after it disconnects', async () => {
  let made = 0;
  let ended: () => void = () => undefined;
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  let wasAborted = false;
  async function* endless(signal: AbortSignal): AsyncGenerator<object> {
    signal.addEventListener('abort', () => {
      wasAborted = true;
    });
    try {
      for (;;) {
        made += 1;
        yield await Promise.resolve({ text: 'x'.repeat(100_000) });
      }
    } finally {
      ended();
    }
  }
  await serve(endless, async (port) => {
    const response = await request(port);
    let taken = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      taken += chunk.length;
      if (taken > 20_000_000) break;
    }
    await end;
    expect(wasAborted).toBe(true);
    // Maximum size of the buffers of both ends.
    expect(made * 100_000).toBeLessThan(taken + 20_000_000);
  });
});

test('no rows are made for a client that disconnected before', async () => {
  const app = express();
  let made = 0;
  const answered = new Promise<void>((resolve, reject) => {
    app.get('/', (_request, response) => {
      response.once('close', () => {
        const rows = (): AsyncIterable<object> => {
          made += 1;
          return of();
        };
        sendNdjson(response, log, rows).then(resolve, reject);
      });
      response.destroy();
    });
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await expect(request((server.address() as AddressInfo).port)).rejects.toThrow();
  await answered;
  server.close();
  expect(made).toBe(0);
});

test('a failure before the first row is an error response, and a later failure breaks the connection', async () => {
  const failing = async function* (): AsyncGenerator<object> {
    yield* of();
    throw new VitrineError('not_found', 'not there');
  };
  await serve(failing, async (port) => {
    const response = await fetch(`http://127.0.0.1:${port}`);
    expect([response.status, await response.json()]).toEqual([404, { code: 404, message: 'not there' }]);
  });
  const breaking = async function* (): AsyncGenerator<object> {
    yield* of({ text: 'x'.repeat(100_000) });
    throw new Error('away');
  };
  await serve(breaking, async (port) => {
    const reading = fetch(`http://127.0.0.1:${port}`).then((response) => response.text());
    await expect(reading).rejects.toThrow();
  });
});
