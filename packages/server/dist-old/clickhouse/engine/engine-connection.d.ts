import { type ClickHouseSettings } from '@clickhouse/client';
import type { Connection } from '../connection.ts';
import type { EngineAddress } from './engine-process.ts';
interface EngineTarget extends EngineAddress {
    database: string;
    /** What every statement is sent with. */
    settings: ClickHouseSettings;
}
/**
 * A connection to the embedded engine. The client that ClickHouse publishes waits for a timer before each request, and
 * does more than is needed where nothing lies between: half of the time that a small read takes.
 */
export declare function connectToEngine({ port, secret, database, settings }: EngineTarget): Connection;
export {};
//# sourceMappingURL=engine-connection.d.ts.map