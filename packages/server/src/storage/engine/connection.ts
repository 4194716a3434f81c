import { Readable } from 'node:stream';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';

/** One statement to ClickHouse. */
interface Statement {
  /** SQL with `{name:Type}` in place of every value. */
  query: string;
  parameters?: Record<string, unknown>;
  settings?: ClickHouseSettings;
  /** The rows of an insert, in the format that its SQL names. */
  values?: readonly Buffer[];
  signal?: AbortSignal | undefined;
  /** How long the embedded engine may be silent, in ms; a minute if left out. */
  patienceMs?: number | undefined;
}

/** The way to ClickHouse. */
export interface Connection {
  /**
   * Answers as soon as the first bytes of the result are there.
   *
   * @throws {ClickHouseError} what ClickHouse refused the statement with
   */
  send(statement: Statement): Promise<Readable>;
  close(): Promise<void>;
}

/** A connection through the client that ClickHouse publishes. */
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
