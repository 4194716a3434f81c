import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ClickHouseLogLevel, createClient, type ClickHouseSettings } from '@clickhouse/client';
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
import { chunksOf } from '../batches/chunks-of.ts';
import { isMistake, isRefusal, messageOf, shortageOf } from './failures.ts';
import { parseRows } from './parse-rows.ts';
import {
  CLUSTER_SETTINGS,
  DISTINCT_INSERT,
  INSERT_SETTINGS,
  LATEST,
  READ_SETTINGS,
  RECORD_INSERT,
  SETTINGS,
} from './settings.ts';
import {
  ServerDatabase,
  WorkspaceDatabase,
  type Reading,
  type Statements,
  type UnboundDatabase,
} from './workspace-database.ts';

/** Number of rows that are sent to ClickHouse as one buffer. */
const CHUNK = 250;

/** Timeout of one statement of a migration, in ms. A cluster runs each statement on all of its servers. */
const SETUP_TIMEOUT_MS = 200_000;

/** How long an insert is retried, in ms. */
const INSERT_PATIENCE_MS = 30_000;

/** Maximum time that a request waits for the storage, in ms. */
const WAIT_MS = 10_000;

interface Hooks {
  onRetry?: () => void;
  beforeReady?: (connection: Connection) => Promise<void>;
}

/**
 * Access to ClickHouse, embedded or remote. It waits until ClickHouse is ready, limits reads, and retries what can be
 * retried.
 */
export class Database {
  readonly health = new Health();
  /** Translates bounds on times into bounds on ids. */
  readonly idTimeBounds = new IdTimeBounds(this);
  readonly #statements: UnboundDatabase = {
    read: (query, parameters = {}, signal) => this.#read(query, parameters, READ_SETTINGS, signal),
    readWith: (query, parameters, settings, signal) =>
      this.#read(query, parameters, { ...READ_SETTINGS, ...settings }, signal),
    readLatest: (query, parameters = {}) =>
      this.#read(query, parameters, this.#options.cluster ? { ...READ_SETTINGS, ...LATEST } : READ_SETTINGS),
    command: (query, parameters = {}, patienceMs) => this.#command(query, parameters, patienceMs),
    insert: (table, rows) => this.#insertTexts(table, rows),
    insertNative: (table, { columns, pieces }) =>
      this.#insert(`${table} (${columns}) FORMAT Native`, pieces, DISTINCT_INSERT),
  };
  readonly #options: ClickHouseOptions;
  readonly #log: Logger;
  readonly #hooks: Hooks;
  readonly #engine: EmbeddedEngine | undefined;
  #connection: Connection | undefined;
  /** Increases with each new address. Attempts to connect to an earlier address are abandoned. */
  #connectionGeneration = 0;
  #closed = false;

  /**
   * @param hooks `onRetry` is called each time an insert did not reach the storage and is retried. `beforeReady` is
   * called after the migrations and before the first read or write.
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

  /** Returns the database as a caller sees it. A statement that reads other workspaces is refused. */
  of(reading: Reading): WorkspaceDatabase {
    return new WorkspaceDatabase(reading, this.#statements);
  }

  /** Returns the database as the server itself sees a workspace, whatever the caller may see: for writes and merges. */
  ofServer(workspace: string): WorkspaceDatabase & Pick<Statements, 'readLatest'> {
    return new ServerDatabase(workspace, this.#statements);
  }

  /**
   * Returns the database without a workspace, for background work of the server.
   *
   * @param reason why the statement needs no workspace, for readers of the code
   */
  acrossWorkspaces(reason: string): UnboundDatabase {
    if (reason === '') throw new Error('acrossWorkspaces() needs a reason');
    return this.#statements;
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
        return await parseRows<Row>(await connection.send(statement));
      } catch (error) {
        if (isRefusal(error) || isMistake(error) || signal?.aborted) throw error;
        if (attempt >= 3) throw new StorageUnavailable(`the storage does not answer: ${messageOf(error)}`);
        await this.#afterBrokenConnection(attempt);
      }
    }
  }

  async #command(query: string, parameters: Record<string, unknown>, patienceMs?: number): Promise<void> {
    const connection = await this.#ready();
    await endOf(await connection.send({ query, parameters, patienceMs }));
  }

  #insertTexts(table: string, rows: readonly string[]): Promise<void> {
    if (rows.length === 0) return Promise.resolve();
    const ofRecords = this.#options.cluster && table === 'records';
    const settings = ofRecords ? { ...INSERT_SETTINGS, ...RECORD_INSERT } : INSERT_SETTINGS;
    return this.#insert(`${table} FORMAT JSONEachRow`, chunksOfRows(rows), settings);
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
        if (isRefusal(error)) throw error;
        this.#hooks.onRetry?.();
        if (performance.now() > deadline)
          throw new StorageUnavailable(`the storage does not answer: ${messageOf(error)}`);
        await this.#afterBrokenConnection(attempt);
      }
    }
  }

  /**
   * Whether no other server has used this data since the last call with the same `owner`. Always false for a remote
   * ClickHouse.
   */
  isAlone(owner: object): boolean {
    return this.#engine?.isAlone(owner) ?? false;
  }

  /** Name of the cluster that holds the tables; undefined for one server. */
  get cluster(): string | undefined {
    return this.#options.cluster;
  }

  /** Whether other servers may write to the same tables. Always true for a remote ClickHouse. */
  isShared(): boolean {
    return this.#engine?.isShared() ?? true;
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

  /** Waits before a retry. If the engine has ended, its supervisor notices in this time and the retry waits for it. */
  async #afterBrokenConnection(attempt: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, Math.min(1_000, 50 * 2 ** attempt)));
  }

  /** @param engine the address of the embedded engine, if `url` is the embedded engine's */
  async #connect(url: string, engine?: EngineAddress): Promise<void> {
    const { database, username, password, cluster } = this.#options;
    const clickhouse_settings = cluster ? { ...SETTINGS, ...CLUSTER_SETTINGS } : SETTINGS;
    const http_headers = engine ? { [SECRET_HEADER]: engine.secret } : {};
    const server = { url, username, password, http_headers, clickhouse_settings };
    const generation = ++this.#connectionGeneration;
    const isOver = (): boolean => this.#closed || generation !== this.#connectionGeneration;
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
        // If the engine is restarted, it gets a new address and another call of this method.
        if (this.#engine && attempt >= 3) return;
        await new Promise((resolve) => setTimeout(resolve, Math.min(15_000, 200 * 2 ** attempt)).unref());
      } finally {
        await setup.close();
      }
    }
  }
}

/** Joins rows into a few large buffers because each buffer costs a system call. */
function chunksOfRows(rows: readonly string[]): Buffer[] {
  return [...chunksOf(rows, CHUNK)].map((chunk) => Buffer.from(`${chunk.join('\n')}\n`));
}

/** Resolves at the end of a response without content, which is the acknowledgement. */
async function endOf(answer: Readable): Promise<void> {
  await finished(answer.resume());
}
