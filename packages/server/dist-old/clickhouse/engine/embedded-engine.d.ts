import type { Logger } from 'pino';
import { Health } from '../health.ts';
import { type EngineAddress } from './engine-process.ts';
/**
 * The embedded ClickHouse of one data directory: a child process of this one, or the engine of another process that
 * holds the directory already. It is started again whenever it ends, until it is closed.
 */
export declare class EmbeddedEngine {
    #private;
    readonly health: Health;
    constructor(options: {
        dataDir: string;
        memoryLimit?: number | undefined;
        log: Logger;
        health: Health;
        onAddress: (address: EngineAddress) => void;
    });
    /** Whether another server uses the same data now. */
    isShared(): boolean;
    /** Whether no other server has used the same data since this was asked the last time. */
    isAlone(asker: object): boolean;
    /** Stops the engine if it is ours, and stops watching it if it is another's. */
    close(): Promise<void>;
}
//# sourceMappingURL=embedded-engine.d.ts.map