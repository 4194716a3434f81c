import { SettingsMap, type ClickHouseSettings } from '@clickhouse/client';
import type { NativeBlocks } from '../encoding/native-block.ts';
import type { TableName } from '../tables/tables.ts';
import { checkVersions, checkWorkspace } from './check-workspace.ts';
import { WHOLE, type Scope } from './scope.ts';
import { END_USER_LIMITS } from './settings.ts';
import { tableFilters, type About } from './table-filters.ts';

/** Reads and commands. */
export interface Statements {
  /**
   * Reads rows. Waits for the storage for up to 10 s, and retries up to three times if the connection breaks.
   *
   * @param query SQL with `{name:Type}` in place of every value; it never contains user input
   * @throws {StorageUnavailable} if the storage is not available
   */
  read<Row>(query: string, parameters?: Record<string, unknown>, signal?: AbortSignal): Promise<Row[]>;
  /** Reads rows as {@link read} does, and sees every finished insert into `records`, in a cluster too. */
  readLatest<Row>(query: string, parameters?: Record<string, unknown>): Promise<Row[]>;
  /**
   * Runs a statement that returns nothing, such as a mutation or an INSERT SELECT. It is never retried because it may
   * not be idempotent.
   *
   * @param patienceMs how long the embedded engine may take, in ms; 60,000 if left out
   */
  command(query: string, parameters?: Record<string, unknown>, patienceMs?: number): Promise<void>;
}

/** Statements and inserts that are not bound to a workspace. Inserted rows name their own. */
export interface UnboundDatabase extends Statements {
  /** Reads rows with further settings. */
  readWith<Row>(
    query: string,
    parameters: Record<string, unknown>,
    settings: ClickHouseSettings,
    signal?: AbortSignal,
  ): Promise<Row[]>;
  /**
   * Inserts rows that are already serialized as JSON. Resolves when they are stored.
   *
   * The insert is retried while the storage is unavailable, which is safe: rows of one key and version replace one
   * another.
   *
   * @throws {StorageUnavailable} if the storage was unavailable for 30 s
   * @throws {ClickHouseError} if the rows were refused
   */
  insert(table: string, rows: readonly string[]): Promise<void>;
  /** Inserts encoded rows with distinct keys, as {@link insert} does. */
  insertNative(table: string, blocks: NativeBlocks): Promise<void>;
}

/** Who reads: a caller's workspace, and what it may see of it. */
export interface Reading {
  workspace: string;
  scope: Scope;
}

/**
 * The database as one caller sees it. Each statement gets the parameter `workspace`. It is refused if it reads or
 * deletes rows of a stream table without a condition on that parameter. Reads return only rows in the caller's scope.
 *
 * @example
 * database.of(principal).read('SELECT id FROM traces WHERE workspace = {workspace:String}');
 */
export class WorkspaceDatabase implements Omit<Statements, 'readLatest'> {
  readonly workspace: string;
  readonly #statements: UnboundDatabase;

  readonly #scope: Scope;
  readonly #filters: Record<string, string> | undefined;

  /** @param about entities that the statements name, by which the engine finds the visible ones fast */
  constructor({ workspace, scope }: Reading, statements: UnboundDatabase, about: About = {}) {
    this.workspace = workspace;
    this.#scope = scope;
    this.#statements = statements;
    this.#filters = tableFilters(workspace, scope, about);
  }

  /** Returns the same database for statements that name entities. */
  about(about: About): WorkspaceDatabase {
    if (this.#filters === undefined) return this;
    return new WorkspaceDatabase({ workspace: this.workspace, scope: this.#scope }, this.#statements, about);
  }

  read<Row>(query: string, parameters: Record<string, unknown> = {}, signal?: AbortSignal): Promise<Row[]> {
    const bound = this.bound(query, parameters);
    if (this.#filters === undefined) return this.#statements.read(query, bound, signal);
    if (this.#scope.traces) checkVersions(query);
    const limits = this.#scope.traces ? END_USER_LIMITS : {};
    const settings = { ...limits, additional_table_filters: SettingsMap.from(this.#filters) };
    return this.#statements.readWith(query, bound, settings, signal);
  }

  command(query: string, parameters: Record<string, unknown> = {}, patienceMs?: number): Promise<void> {
    return this.#statements.command(query, this.bound(query, parameters), patienceMs);
  }

  /** Inserts rows into this workspace, even if they name another one. */
  insert(table: TableName, rows: readonly object[]): Promise<void> {
    return this.#statements.insert(
      table,
      rows.map((row) => JSON.stringify({ ...row, workspace: this.workspace })),
    );
  }

  protected bound(query: string, parameters: Record<string, unknown>): Record<string, unknown> {
    checkWorkspace(query);
    const { workspace = this.workspace } = parameters;
    if (workspace !== this.workspace) throw new Error('a statement names a workspace that is not its caller’s');
    return { ...parameters, workspace };
  }
}

/** The database as the server itself sees one workspace. */
export class ServerDatabase extends WorkspaceDatabase {
  readonly #statements: UnboundDatabase;

  constructor(workspace: string, statements: UnboundDatabase) {
    super({ workspace, scope: WHOLE }, statements);
    this.#statements = statements;
  }

  /** Reads rows as `read` does, and sees every finished insert into `records`, in a cluster too. */
  readLatest<Row>(query: string, parameters: Record<string, unknown> = {}): Promise<Row[]> {
    return this.#statements.readLatest(query, this.bound(query, parameters));
  }
}
