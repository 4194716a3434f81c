import { type EngineCluster } from './configuration.ts';
/** Where an engine listens and what opens it. */
export interface EngineAddress {
    port: number;
    secret: string;
}
/** The data directory is held by the engine of another process. */
export declare class DataDirectoryLocked extends Error {
    readonly name = "DataDirectoryLocked";
}
/** An engine that this process has started. */
export interface EngineProcess extends EngineAddress {
    pid: number;
    /** Settles when the process has ended, with what it last said. */
    ended: Promise<string>;
    /** Ends it; its data is written. Close the connections to it first: it waits for them. */
    stop(): Promise<void>;
}
/**
 * Starts an engine over a data directory, on a free port of the loopback interface.
 *
 * @throws {DataDirectoryLocked} where another engine holds the directory
 */
export declare function startEngineProcess(options: {
    library: string;
    dataDir: string;
    memoryLimit?: number | undefined;
    cluster?: EngineCluster | undefined;
}): Promise<EngineProcess>;
/** Whether an engine that knows the secret answers there. */
export declare function answers(address: EngineAddress, timeoutMs?: number): Promise<boolean>;
/** A port of the loopback interface that nothing listens on now. */
export declare function freePort(): Promise<number>;
//# sourceMappingURL=engine-process.d.ts.map