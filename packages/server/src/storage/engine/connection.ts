import { Readable } from 'node:stream';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';

/** One statement to ClickHouse. */
interface Statement {
  /** SQL with `{name:Type}` in place of every value. */
  query: string;
  parameters?: Record<string, unknown>;
  settings?: ClickHouseSettings;
  /** Rows of an insert, in the format that its SQL names. */
  values?: readonly Buffer[];
  signal?: AbortSignal | undefined;
  /** How long the embedded engine may send nothing, in ms; 60,000 if left out. */
  patienceMs?: number | undefined;
}

/** Connection to ClickHouse. */
export interface Connection {
  /**
   * Sends a statement. Resolves as soon as the response begins.
   *
   * @throws {ClickHouseError} if ClickHouse refused the statement
   */
  send(statement: Statement): Promise<Readable>;
  close(): Promise<void>;
}

/** Returns a connection that uses `@clickhouse/client`. */
export function connectWith(client: ClickHouseClient): Connection {
  return {
    send: async ({ query, parameters, settings, values, signal }) => {
      const { stream } = await client.exec({
        query,
        ...(parameters && { query_params: parameters }),
        ...(settings && { clickhouse_settings: settings }),
        ...(values && { values: Readable.from(values, { objectMode: false }) }),
        ...(signal && { abort_signal: signal }),
      });
      return stream;
    },
    close: () => client.close(),
  };
}
