/** The header that bears the engine's secret. Requests without it find no handler. */
export declare const SECRET_HEADER = "X-Vitrine-Engine-Secret";
/** Marks the query that keeps the engine in the foreground; killing that query ends the process cleanly. */
export declare const FOREGROUND = "vitrine_foreground";
export interface EngineSettings {
    dataDir: string;
    port: number;
    secret: string;
    /** The most memory that the engine may take, in bytes; a quarter of the machine's where absent, at least 1 GiB. */
    memoryLimit?: number | undefined;
    cluster?: EngineCluster | undefined;
}
/** Makes an engine one shard of a cluster, for tests: others reach it over ClickHouse's own protocol, without a secret. */
export interface EngineCluster {
    name: string;
    tcpPort: number;
    /** The TCP ports of all shards on this machine, in their order. */
    shards: readonly number[];
    /** ZooKeeper's port on this machine, if the engine is to know one. */
    zooKeeperPort?: number | undefined;
}
/** The engine's configuration file: what it may use, and who may talk to it. */
export declare function engineConfiguration({ dataDir, secret, memoryLimit, cluster }: EngineSettings): string;
/** The command line of clickhouse-local that opens the data and listens until its foreground query is killed. */
export declare function engineArguments({ dataDir, port, cluster }: EngineSettings, configFile: string): string[];
//# sourceMappingURL=configuration.d.ts.map