import { Agent, request } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parseError, type ClickHouseSettings } from '@clickhouse/client';
import type { Connection } from './connection.ts';
import { SECRET_HEADER } from './configuration.ts';
import type { EngineAddress } from './engine-process.ts';
import { parameterText } from './parameter-text.ts';

/** How long the engine may send nothing, in ms, unless a statement sets another limit. */
const PATIENCE_MS = 60_000;
/** How long an unused socket is kept, in ms. The engine closes sockets after 30 s (`keep_alive_timeout`). */
const IDLE_MS = 10_000;
const MAX_CONNECTIONS = 16;

interface EngineTarget extends EngineAddress {
  database: string;
  /** Settings of every statement. */
  settings: ClickHouseSettings;
}

/**
 * Connects to the embedded engine without `@clickhouse/client`, which took half of the time of a small read. Version
 * 1.23.1 still awaits `sleep(0)` before each request (its `socket_pool`), because under load an idle socket may have
 * expired on the server before the client notices.
 *
 * This cannot happen here: the agent closes a socket after 10 s without use, and the engine after 30 s. A socket that
 * the engine has closed is therefore never reused, unless the process was blocked for 20 s. Reads and inserts are then
 * retried, as after any broken connection.
 *
 * @see https://github.com/ClickHouse/clickhouse-js/issues/294
 * @see benchmarks/queries.ts
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
