import { Agent, request } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parseError, type ClickHouseSettings } from '@clickhouse/client';
import type { Connection } from './connection.ts';
import { SECRET_HEADER } from './configuration.ts';
import type { EngineAddress } from './engine-process.ts';
import { parameterText } from './parameter-text.ts';

/** How long the engine may be silent, in ms, unless a statement says otherwise. */
const PATIENCE_MS = 60_000;
/** How long a connection is kept that nobody uses, in ms. The engine ends it after 30 s. */
const IDLE_MS = 10_000;
const MAX_CONNECTIONS = 16;

interface EngineTarget extends EngineAddress {
  database: string;
  /** What every statement is sent with. */
  settings: ClickHouseSettings;
}

/**
 * A connection to the embedded engine. The client that ClickHouse publishes waits for a timer before each request, and
 * does more than is needed where nothing lies between: half of the time that a small read takes.
 */
export function connectToEngine({ port, secret, database, settings }: EngineTarget): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: MAX_CONNECTIONS, timeout: IDLE_MS });
  const base = searchOf({ database, ...settings });
  return {
    send: ({ query, parameters = {}, settings: own, values, signal, patienceMs = PATIENCE_MS }) => {
      const named = Object.entries(parameters).map(([name, value]) => [`param_${name}`, parameterText(value)]);
      const search = searchOf({ ...own, ...Object.fromEntries(named), ...(values && { query }) });
      const body = values ?? [Buffer.from(query)];
      return new Promise<Readable>((resolve, reject) => {
        const outgoing = request({
          host: '127.0.0.1',
          port,
          path: `/?${base}&${search}`,
          method: 'POST',
          agent,
          timeout: patienceMs,
          headers: {
            [SECRET_HEADER]: secret,
            'content-length': body.reduce((sum, piece) => sum + piece.length, 0),
          },
          ...(signal && { signal }),
        });
        outgoing.on('error', reject);
        outgoing.once('timeout', () => outgoing.destroy(new Error(`no answer within ${patienceMs / 1_000} s`)));
        outgoing.once('response', (answer) => {
          if (answer.statusCode === 200) resolve(answer);
          else text(answer).then((message) => reject(parseError(message)), reject);
        });
        for (const piece of body) outgoing.write(piece);
        outgoing.end();
      });
    },
    close: async () => agent.destroy(),
  };
}

function searchOf(values: Record<string, unknown>): string {
  return new URLSearchParams(
    Object.entries(values).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}
