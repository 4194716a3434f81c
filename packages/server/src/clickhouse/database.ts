import { Readable } from 'node:stream';
import {
  ClickHouseError,
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
  type ClickHouseSettings,
} from '@clickhouse/client';
import type { Logger } from 'pino';
import type { Options } from '../options.ts';
import { SECRET_HEADER } from './engine/configuration.ts';
import { EmbeddedEngine } from './engine/embedded-engine.ts';
import { Health, StorageUnavailable } from './health.ts';
import { migrate } from './migrate.ts';

/** What every statement is sent with: dates as ISO 8601, counts as JSON numbers. */
const SETTINGS: ClickHouseSettings = {
  date_time_input_format: 'best_effort',
  date_time_output_format: 'iso',
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_decimals: 0,
};

/** Limits of one read, and how it ends when its reader leaves. */
const READ_SETTINGS: ClickHouseSettings = {
  readonly: '2',
  max_execution_time: 30,
  max_memory_usage: String(2 ** 31),
  cancel_http_readonly_queries_on_client_close: 1,
};

/** An insert's rows are read one after the other, so that a row of 50 MB passes. */
const INSERT_SETTINGS: ClickHouseSettings = {
  input_format_parallel_parsing: 0,
  max_partitions_per_insert_block: '60',
};

/** How long a request waits for the storage, in ms. */
const WAIT_MS = 10_000;

/** ClickHouse, embedded or elsewhere: waits until it is there, reads with limits, writes whole groups. */
export class Database {
  readonly health = new Health();
  readonly #options: Options['clickhouse'];
  readonly #log: Logger;
  readonly #onRetry: () => void;
  readonly #engine: EmbeddedEngine | undefined;
  #client: ClickHouseClient | undefined;
  #closed = false;

  /** @param onRetry called each time an insert did not reach the storage and is tried again */
  constructor(options: Pick<Options, 'clickhouse' | 'dataDir'>, log: Logger, onRetry: () => void = () => undefined) {
    this.#onRetry = onRetry;
    this.#options = options.clickhouse;
    this.#log = log;
    if (options.clickhouse.url) {
      void this.#connect(options.clickhouse.url, {});
    } else {
      this.#engine = new EmbeddedEngine({
        dataDir: options.dataDir,
        memoryLimit: options.clickhouse.memoryLimit,
        log,
        health: this.health,
        onAddress: ({ port, secret }) => void this.#connect(`http://127.0.0.1:${port}`, { [SECRET_HEADER]: secret }),
      });
    }
  }

  /**
   * Reads rows. Waits for the storage for up to 10 s, and tries once more where the connection broke.
   *
   * @param query SQL with `{name:Type}` in place of every value; never joined from user input
   * @throws {StorageUnavailable} where the storage is not there
   */
  async read<Row>(query: string, parameters: Record<string, unknown> = {}, signal?: AbortSignal): Promise<Row[]> {
    for (let attempt = 0; ; attempt++) {
      const client = await this.#ready();
      try {
        const result = await client.query({
          query,
          query_params: parameters,
          format: 'JSONEachRow',
          clickhouse_settings: READ_SETTINGS,
          ...(signal && { abort_signal: signal }),
        });
        return await result.json<Row>();
      } catch (error) {
        if (this.refuses(error) || signal?.aborted) throw error;
        if (attempt >= 3) throw new StorageUnavailable(`the storage does not answer: ${messageOf(error)}`);
        await this.#afterBrokenConnection(attempt);
      }
    }
  }

  /** Runs a statement that returns nothing, such as a mutation or an INSERT SELECT. Tried once: it may not be idempotent. */
  async command(query: string, parameters: Record<string, unknown> = {}): Promise<void> {
    const client = await this.#ready();
    await client.command({ query, query_params: parameters });
  }

  /**
   * Inserts rows that are JSON texts already, one a row. Resolves when they are stored.
   *
   * It is tried again while the storage is away, which is safe: rows of one key and version replace one another.
   *
   * @param patienceMs how long to keep trying
   * @throws {StorageUnavailable} where the storage was not there for so long
   * @throws {ClickHouseError} where the rows were refused
   */
  async insert(table: string, rows: readonly string[], patienceMs = 30_000): Promise<void> {
    if (rows.length === 0) return;
    const deadline = Date.now() + patienceMs;
    for (let attempt = 0; ; attempt++) {
      const client = await this.#ready(Math.max(1, deadline - Date.now()));
      try {
        const { stream } = await client.exec({
          query: `INSERT INTO ${table} FORMAT JSONEachRow`,
          values: Readable.from(withLineEnds(rows)),
          clickhouse_settings: INSERT_SETTINGS,
        });
        for await (const _ of stream) {
          // Nothing comes; the end of the answer is the acknowledgement.
        }
        return;
      } catch (error) {
        if (this.refuses(error)) throw error;
        this.#onRetry();
        if (Date.now() > deadline) throw new StorageUnavailable(`the storage does not answer: ${messageOf(error)}`);
        await this.#afterBrokenConnection(attempt);
      }
    }
  }

  /** Whether other servers may write here too: always where ClickHouse is not ours alone. */
  isShared(): boolean {
    return this.#engine?.isShared() ?? true;
  }

  /** Whether an error means that ClickHouse itself refused a statement, so that another try would hear the same. */
  refuses(error: unknown): boolean {
    return error instanceof ClickHouseError;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.close();
    await this.#engine?.close();
    this.health.end('the server was closed');
  }

  async #ready(timeoutMs = WAIT_MS): Promise<ClickHouseClient> {
    await this.health.ready(timeoutMs);
    if (!this.#client || this.#closed) throw new StorageUnavailable('the server was closed');
    return this.#client;
  }

  /** A broken connection is often the engine's end: a moment later the supervisor knows, and the next try waits for it. */
  async #afterBrokenConnection(attempt: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, Math.min(1_000, 50 * 2 ** attempt)));
  }

  async #connect(url: string, headers: Record<string, string>): Promise<void> {
    const { database, username, password } = this.#options;
    const connection = { url, username, password, http_headers: headers, clickhouse_settings: SETTINGS };
    for (let attempt = 0; !this.#closed; attempt++) {
      const setup = createClient(connection);
      try {
        await migrate(setup, database, this.#engine !== undefined);
        const previous = this.#client;
        this.#client = createClient({
          ...connection,
          database,
          request_timeout: 60_000,
          max_open_connections: 16,
          keep_alive: { enabled: true, idle_socket_ttl: 2_500 },
          compression: { request: false, response: this.#engine === undefined },
          log: { level: ClickHouseLogLevel.OFF },
        });
        this.health.set('ready');
        await previous?.close();
        return;
      } catch (error) {
        this.health.set(attempt < 3 ? 'starting' : 'failed', `cannot use ClickHouse: ${messageOf(error)}`);
        if (attempt === 3) this.#log.error({ reason: messageOf(error) }, 'vitrine: cannot use ClickHouse');
        // A new engine brings a new address, and a connection of its own.
        if (this.#engine && attempt >= 3) return;
        await new Promise((resolve) => setTimeout(resolve, Math.min(15_000, 200 * 2 ** attempt)).unref());
      } finally {
        await setup.close();
      }
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

function* withLineEnds(rows: readonly string[]): Generator<Buffer> {
  for (const row of rows) yield Buffer.from(`${row}\n`);
}
