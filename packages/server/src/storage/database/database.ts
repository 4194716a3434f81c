import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ClickHouseError, ClickHouseLogLevel, createClient, type ClickHouseSettings } from '@clickhouse/client';
import type { Logger } from 'pino';
import type { ClickHouseOptions } from './clickhouse-options.ts';
import { connectWith, type Connection } from '../engine/connection.ts';
import { SECRET_HEADER } from '../engine/configuration.ts';
import { EmbeddedEngine } from '../engine/embedded-engine.ts';
import { connectToEngine } from '../engine/engine-connection.ts';
import type { EngineAddress } from '../engine/engine-process.ts';
import { Health, StorageUnavailable } from '../health/health.ts';
import { IdTimeBounds } from '../time-bounds/id-time-bounds.ts';
import { migrate, SchemaTooNew } from '../migrations/migrate.ts';
import type { NativeBlocks } from '../encoding/native-block.ts';
import { rowsOf } from './rows-of.ts';

/** What every statement is sent with: dates as ISO 8601, counts as JSON numbers. */
const SETTINGS: ClickHouseSettings = {
  date_time_input_format: 'best_effort',
  date_time_output_format: 'iso',
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_decimals: 0,
};

/**
 * What a cluster's statements are sent with beyond that. A subquery over a sharded table is run once and its result sent
 * to the shards; a read that names the ids it wants asks only the shards that have them; an insert ends when the shards
 * have its rows, on most of their replicas.
 */
const CLUSTER_SETTINGS: ClickHouseSettings = {
  distributed_product_mode: 'global',
  optimize_skip_unused_shards: 1,
  distributed_foreground_insert: 1,
  insert_quorum: 'auto',
};

/**
 * Records are few, and what was written is seen by the next read, whichever server asks: their inserts wait for one
 * another, and their reads for a replica that has them all.
 */
const RECORD_INSERT: ClickHouseSettings = { insert_quorum_parallel: 0 };
const LATEST: ClickHouseSettings = { select_sequential_consistency: '1' };

/** What ClickHouse answers where a part of a cluster is away or behind: another try may fare better. */
const AWAY = new Set([
  'ALL_CONNECTION_TRIES_FAILED',
  'ALL_REPLICAS_ARE_STALE',
  'KEEPER_EXCEPTION',
  'NETWORK_ERROR',
  'REPLICA_IS_NOT_IN_QUORUM',
  'SOCKET_TIMEOUT',
  'TABLE_IS_READ_ONLY',
  'TOO_FEW_LIVE_REPLICAS',
  'UNKNOWN_STATUS_OF_INSERT',
  'UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE',
]);

/** Limits of one read, and how it ends when its reader leaves. */
const READ_SETTINGS: ClickHouseSettings = {
  readonly: '2',
  max_execution_time: 30,
  max_memory_usage: String(2 ** 31),
  cancel_http_readonly_queries_on_client_close: 1,
};

/**
 * An insert's rows are read one after the other, so that a row of 50 MB passes. They may be of any number of weeks:
 * history is imported under ids of its time.
 */
const INSERT_SETTINGS: ClickHouseSettings = {
  input_format_parallel_parsing: 0,
  max_partitions_per_insert_block: '0',
};

/** What holds each key once need not be looked through for more versions of it. */
const DISTINCT_INSERT: ClickHouseSettings = { ...INSERT_SETTINGS, optimize_on_insert: 0 };

/** So many rows go to ClickHouse in one piece. */
const PORTION = 250;

/** How long one statement of a migration may take, in ms: a cluster does it on all of its servers. */
const SETUP_TIMEOUT_MS = 200_000;

/** How long an insert is tried, in ms. */
const INSERT_PATIENCE_MS = 30_000;

/** How long a request waits for the storage, in ms. */
const WAIT_MS = 10_000;

interface Hooks {
  onRetry?: () => void;
  beforeReady?: (connection: Connection) => Promise<void>;
}

/** ClickHouse, embedded or elsewhere: waits until it is there, reads with limits, writes whole groups. */
export class Database {
  readonly health = new Health();
  /** What bounds on times are as bounds on ids. */
  readonly skew = new IdTimeBounds(this);
  readonly #options: ClickHouseOptions;
  readonly #log: Logger;
  readonly #hooks: Hooks;
  readonly #engine: EmbeddedEngine | undefined;
  #connection: Connection | undefined;
  /** Counts the addresses that were connected to: one that came before the newest has no say any more. */
  #connectionGeneration = 0;
  #closed = false;

  /**
   * @param hooks `onRetry` is called each time an insert did not reach the storage and is tried again, `beforeReady` when
   * the tables are there and before anybody reads or writes
   */
  constructor(options: { clickhouse: ClickHouseOptions; dataDir: string }, log: Logger, hooks: Hooks = {}) {
    this.#hooks = hooks;
    this.#options = options.clickhouse;
    this.#log = log;
    if (options.clickhouse.url) {
      void this.#connect(options.clickhouse.url);
    } else {
      this.#engine = new EmbeddedEngine({
        dataDir: options.dataDir,
        memoryLimit: options.clickhouse.memoryLimit,
        log,
        health: this.health,
        onAddress: (address) => void this.#connect(`http://127.0.0.1:${address.port}`, address),
      });
    }
  }

  /**
   * Reads rows. Waits for the storage for up to 10 s, and tries once more where the connection broke.
   *
   * @param query SQL with `{name:Type}` in place of every value; never joined from user input
   * @throws {StorageUnavailable} where the storage is not there
   */
  read<Row>(query: string, parameters: Record<string, unknown> = {}, signal?: AbortSignal): Promise<Row[]> {
    return this.#read(query, parameters, READ_SETTINGS, signal);
  }

  /** {@link read} that sees, in a cluster too, every insert into `records` that has ended. */
  readLatest<Row>(query: string, parameters: Record<string, unknown> = {}): Promise<Row[]> {
    return this.#read(query, parameters, this.#options.cluster ? { ...READ_SETTINGS, ...LATEST } : READ_SETTINGS);
  }

  async #read<Row>(
    query: string,
    parameters: Record<string, unknown>,
    settings: ClickHouseSettings,
    signal?: AbortSignal,
  ): Promise<Row[]> {
    for (let attempt = 0; ; attempt++) {
      const connection = await this.#ready();
      try {
        const statement = { query: `${query}\nFORMAT JSONEachRow`, parameters, settings, signal };
        return await rowsOf<Row>(await connection.send(statement));
      } catch (error) {
        if (this.refuses(error) || isMistake(error) || signal?.aborted) throw error;
        if (attempt >= 3) throw new StorageUnavailable(`the storage does not answer: ${messageOf(error)}`);
        await this.#afterBrokenConnection(attempt);
      }
    }
  }

  /**
   * Runs a statement that returns nothing, such as a mutation or an INSERT SELECT. Tried once: it may not be idempotent.
   *
   * @param patienceMs how long the embedded engine may take for it, in ms; a minute if left out
   */
  async command(query: string, parameters: Record<string, unknown> = {}, patienceMs?: number): Promise<void> {
    const connection = await this.#ready();
    await endOf(await connection.send({ query, parameters, patienceMs }));
  }

  /**
   * Inserts rows that are JSON texts already. Resolves when they are stored.
   *
   * It is tried again while the storage is away, which is safe: rows of one key and version replace one another.
   *
   * @throws {StorageUnavailable} where the storage was not there for 30 s
   * @throws {ClickHouseError} where the rows were refused
   */
  async insert(table: string, rows: readonly string[]): Promise<void> {
    if (rows.length === 0) return;
    const ofRecords = this.#options.cluster && table === 'records';
    const settings = ofRecords ? { ...INSERT_SETTINGS, ...RECORD_INSERT } : INSERT_SETTINGS;
    await this.#insert(`${table} FORMAT JSONEachRow`, portions(rows), settings);
  }

  /** Inserts rows that are encoded already, one of each key, as {@link Database.insert} does. */
  insertNative(table: string, { columns, pieces }: NativeBlocks): Promise<void> {
    return this.#insert(`${table} (${columns}) FORMAT Native`, pieces, DISTINCT_INSERT);
  }

  async #insert(into: string, values: readonly Buffer[], settings: ClickHouseSettings): Promise<void> {
    const deadline = performance.now() + INSERT_PATIENCE_MS;
    for (let attempt = 0; ; attempt++) {
      const connection = await this.#ready(Math.max(1, deadline - performance.now()));
      try {
        await endOf(await connection.send({ query: `INSERT INTO ${into}`, values, settings }));
        return;
      } catch (error) {
        const shortage = shortageOf(error);
        if (shortage) throw new StorageUnavailable(shortage);
        if (this.refuses(error)) throw error;
        this.#hooks.onRetry?.();
        if (performance.now() > deadline)
          throw new StorageUnavailable(`the storage does not answer: ${messageOf(error)}`);
        await this.#afterBrokenConnection(attempt);
      }
    }
  }

  /** Whether nobody else has written here since this was asked the last time: never where ClickHouse is not ours. */
  isAlone(asker: object): boolean {
    return this.#engine?.isAlone(asker) ?? false;
  }

  /** The cluster that the tables are spread over, if they are. */
  get cluster(): string | undefined {
    return this.#options.cluster;
  }

  /** Whether other servers may write here too: always where ClickHouse is not ours alone. */
  isShared(): boolean {
    return this.#engine?.isShared() ?? true;
  }

  /** Whether an error means that ClickHouse itself refused a statement, so that another try would hear the same. */
  refuses(error: unknown): boolean {
    return error instanceof ClickHouseError && !AWAY.has(error.type ?? '');
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#connection?.close();
    await this.#engine?.close();
    this.health.end('the server was closed');
  }

  async #ready(timeoutMs = WAIT_MS): Promise<Connection> {
    await this.health.ready(timeoutMs);
    if (!this.#connection || this.#closed) throw new StorageUnavailable('the server was closed');
    return this.#connection;
  }

  /** A broken connection is often the engine's end: a moment later the supervisor knows, and the next try waits for it. */
  async #afterBrokenConnection(attempt: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, Math.min(1_000, 50 * 2 ** attempt)));
  }

  /** @param engine the embedded engine, where the URL is its */
  async #connect(url: string, engine?: EngineAddress): Promise<void> {
    const { database, username, password, cluster } = this.#options;
    const clickhouse_settings = cluster ? { ...SETTINGS, ...CLUSTER_SETTINGS } : SETTINGS;
    const http_headers = engine ? { [SECRET_HEADER]: engine.secret } : {};
    const server = { url, username, password, http_headers, clickhouse_settings };
    const turn = ++this.#connectionGeneration;
    const isOver = (): boolean => this.#closed || turn !== this.#connectionGeneration;
    for (let attempt = 0; !isOver(); attempt++) {
      const setup = createClient({
        ...server,
        request_timeout: SETUP_TIMEOUT_MS,
        log: { level: ClickHouseLogLevel.OFF },
      });
      try {
        await migrate(setup, { database, embedded: this.#engine !== undefined, cluster });
        const connection = engine
          ? connectToEngine({ ...engine, database, settings: clickhouse_settings })
          : connectWith(
              createClient({
                ...server,
                database,
                request_timeout: 60_000,
                max_open_connections: 16,
                keep_alive: { enabled: true, idle_socket_ttl: 2_500 },
                compression: { request: false, response: true },
                log: { level: ClickHouseLogLevel.OFF },
              }),
            );
        try {
          await this.#hooks.beforeReady?.(connection);
        } catch (error) {
          await connection.close();
          throw error;
        }
        if (isOver()) return await connection.close();
        const previous = this.#connection;
        this.#connection = connection;
        this.health.set('ready');
        await previous?.close();
        return;
      } catch (error) {
        if (isOver()) return;
        if (error instanceof SchemaTooNew) {
          this.#log.error({ reason: error.message }, 'vitrine: cannot use ClickHouse');
          this.health.end(error.message);
          return;
        }
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

/** Whether another try would fail alike: a statement's parameters are wrong, or its answer is more than a text can hold. */
function isMistake(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return error instanceof TypeError || error instanceof RangeError || code === 'ERR_STRING_TOO_LONG';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

/** What ClickHouse is short of, where that is why it refuses: the rows are right, and welcome when it has more. */
const SHORTAGES: [pattern: RegExp, reason: string][] = [
  [/No space left on device|NOT_ENOUGH_SPACE|DISK_QUOTA/i, 'the disk of the storage is full'],
  [/MEMORY_LIMIT_EXCEEDED|memory limit exceeded/i, 'the storage is out of memory'],
  [/TOO_MANY_PARTS/i, 'the storage has more parts than it can merge at the moment'],
];

function shortageOf(error: unknown): string | undefined {
  if (!(error instanceof ClickHouseError)) return undefined;
  return SHORTAGES.find(([pattern]) => pattern.test(error.type ?? '') || pattern.test(error.message))?.[1];
}

/** The rows as a few large pieces: small ones cost a system call each. */
function portions(rows: readonly string[]): Buffer[] {
  const count = Math.ceil(rows.length / PORTION);
  return Array.from({ length: count }, (_, index) => {
    const portion = rows.slice(index * PORTION, (index + 1) * PORTION);
    return Buffer.from(`${portion.join('\n')}\n`);
  });
}

/** Nothing comes but the end of the answer, which is the acknowledgement. */
async function endOf(answer: Readable): Promise<void> {
  await finished(answer.resume());
}
