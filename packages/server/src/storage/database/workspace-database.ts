import type { NativeBlocks } from '../encoding/native-block.ts';
import type { TableName } from '../tables/tables.ts';
import { checkWorkspace } from './check-workspace.ts';

/** Sends statements to ClickHouse as they are. */
interface Statements {
  /**
   * Reads rows. Waits for the storage for up to 10 s, and tries once more if the connection broke.
   *
   * @param query SQL with `{name:Type}` in place of every value; never joined from user input
   * @throws {StorageUnavailable} if the storage is not there
   */
  read<Row>(query: string, parameters?: Record<string, unknown>, signal?: AbortSignal): Promise<Row[]>;
  /** {@link read} that sees, in a cluster too, every insert into `records` that has ended. */
  readLatest<Row>(query: string, parameters?: Record<string, unknown>): Promise<Row[]>;
  /**
   * Runs a statement that returns nothing, such as a mutation or an INSERT SELECT. It is tried once: it may not be
   * idempotent.
   *
   * @param patienceMs how long the embedded engine may take for it, in ms; a minute if left out
   */
  command(query: string, parameters?: Record<string, unknown>, patienceMs?: number): Promise<void>;
}

/** Statements and inserts that are not bound to a workspace; rows that are inserted bring their own. */
export interface UnboundDatabase extends Statements {
  /**
   * Inserts rows that are JSON texts already. Resolves when they are stored.
   *
   * It is tried again while the storage is away, which is safe: rows of one key and version replace one another.
   *
   * @throws {StorageUnavailable} if the storage was not there for 30 s
   * @throws {ClickHouseError} if the rows were refused
   */
  insert(table: string, rows: readonly string[]): Promise<void>;
  /** Inserts rows that are encoded already, one of each key, as {@link insert} does. */
  insertNative(table: string, blocks: NativeBlocks): Promise<void>;
}

/**
 * The database as one workspace sees it: each statement gets the parameter `workspace`, and is refused if it reads or
 * deletes rows of a stream table without a condition on it.
 *
 * @example
 * database.of(principal).read('SELECT id FROM traces WHERE workspace = {workspace:String}');
 */
export class WorkspaceDatabase implements Statements {
  readonly workspace: string;
  readonly #statements: UnboundDatabase;

  constructor(workspace: string, statements: UnboundDatabase) {
    this.workspace = workspace;
    this.#statements = statements;
  }

  read<Row>(query: string, parameters: Record<string, unknown> = {}, signal?: AbortSignal): Promise<Row[]> {
    return this.#statements.read(query, this.#bound(query, parameters), signal);
  }

  readLatest<Row>(query: string, parameters: Record<string, unknown> = {}): Promise<Row[]> {
    return this.#statements.readLatest(query, this.#bound(query, parameters));
  }

  command(query: string, parameters: Record<string, unknown> = {}, patienceMs?: number): Promise<void> {
    return this.#statements.command(query, this.#bound(query, parameters), patienceMs);
  }

  /** Inserts rows of this workspace, whatever workspace they name. */
  insert(table: TableName, rows: readonly object[]): Promise<void> {
    return this.#statements.insert(
      table,
      rows.map((row) => JSON.stringify({ ...row, workspace: this.workspace })),
    );
  }

  #bound(query: string, parameters: Record<string, unknown>): Record<string, unknown> {
    checkWorkspace(query);
    const { workspace = this.workspace } = parameters;
    if (workspace !== this.workspace) throw new Error('a statement names another workspace than that of its caller');
    return { ...parameters, workspace };
  }
}
