import type { Logger } from 'pino';
import type { Options } from '../options.ts';
import { type Connection } from './connection.ts';
import { Health } from './health.ts';
import { KnownSkew } from './known-skew.ts';
import type { EncodedRows } from './row-binary.ts';
interface Hooks {
    onRetry?: () => void;
    beforeReady?: (connection: Connection) => Promise<void>;
}
/** ClickHouse, embedded or elsewhere: waits until it is there, reads with limits, writes whole groups. */
export declare class Database {
    #private;
    readonly health: Health;
    /** What bounds on times are as bounds on ids. */
    readonly skew: KnownSkew;
    /**
     * @param hooks `onRetry` is called each time an insert did not reach the storage and is tried again, `beforeReady` when
     * the tables are there and before anybody reads or writes
     */
    constructor(options: Pick<Options, 'clickhouse' | 'dataDir'>, log: Logger, hooks?: Hooks);
    /**
     * Reads rows. Waits for the storage for up to 10 s, and tries once more where the connection broke.
     *
     * @param query SQL with `{name:Type}` in place of every value; never joined from user input
     * @throws {StorageUnavailable} where the storage is not there
     */
    read<Row>(query: string, parameters?: Record<string, unknown>, signal?: AbortSignal): Promise<Row[]>;
    /** {@link read} that sees, in a cluster too, every insert into `records` that has ended. */
    readLatest<Row>(query: string, parameters?: Record<string, unknown>): Promise<Row[]>;
    /**
     * Runs a statement that returns nothing, such as a mutation or an INSERT SELECT. Tried once: it may not be idempotent.
     *
     * @param patienceMs how long the embedded engine may take for it, in ms; a minute if left out
     */
    command(query: string, parameters?: Record<string, unknown>, patienceMs?: number): Promise<void>;
    /**
     * Inserts rows that are JSON texts already. Resolves when they are stored.
     *
     * It is tried again while the storage is away, which is safe: rows of one key and version replace one another.
     *
     * @throws {StorageUnavailable} where the storage was not there for 30 s
     * @throws {ClickHouseError} where the rows were refused
     */
    insert(table: string, rows: readonly string[]): Promise<void>;
    /** Inserts rows that are encoded already, one of each key, as {@link Database.insert} does. */
    insertBinary(table: string, { columns, pieces }: EncodedRows): Promise<void>;
    /** Whether nobody else has written here since this was asked the last time: never where ClickHouse is not ours. */
    isAlone(asker: object): boolean;
    /** The cluster that the tables are spread over, if they are. */
    get cluster(): string | undefined;
    /** Whether other servers may write here too: always where ClickHouse is not ours alone. */
    isShared(): boolean;
    /** Whether an error means that ClickHouse itself refused a statement, so that another try would hear the same. */
    refuses(error: unknown): boolean;
    close(): Promise<void>;
}
export {};
//# sourceMappingURL=database.d.ts.map