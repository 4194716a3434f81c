import type { IncomingMessage } from 'node:http';
import { type Logger } from 'pino';
import type { S3Options } from './attachments/s3-files.ts';
/** Who a request is from, as the host's own `authorize` hook says it. */
export interface Visitor {
    /** Names the person or program: the author of the scores that it writes. */
    subject: string;
}
/** What {@link createVitrine} takes. Every option has a default; those named `VITRINE_*` may come from the environment. */
export interface VitrineOptions {
    /** Where the embedded engine keeps its data (`VITRINE_DATA_DIR`). `.vitrine` below the working directory if left out. */
    dataDir?: string;
    clickhouse?: {
        /** A ClickHouse server to use in place of the embedded engine (`VITRINE_CLICKHOUSE_URL`). */
        url?: string;
        /** `VITRINE_CLICKHOUSE_DATABASE`, `vitrine` if left out. It is created where it is absent. */
        database?: string;
        /**
         * The cluster, as the servers' `remote_servers` name it, whose shards and replicas keep the tables
         * (`VITRINE_CLICKHOUSE_CLUSTER`). Left out: the one server at `url`.
         */
        cluster?: string;
        /** `VITRINE_CLICKHOUSE_USERNAME` */
        username?: string;
        /** `VITRINE_CLICKHOUSE_PASSWORD` */
        password?: string;
        /** The most memory that the embedded engine may take, in bytes; a quarter of the machine's if left out. */
        memoryLimit?: number;
        /**
         * The most that the data of the embedded engine may take on disk, in bytes (`VITRINE_MAX_BYTES`); 20 GB if left out,
         * 0 for no limit. Beyond it the oldest traces are deleted.
         */
        maxBytes?: number;
    };
    attachments?: {
        /** The largest file that is taken, in bytes (`VITRINE_MAX_ATTACHMENT_BYTES`); 1 GiB if left out. */
        maxBytes?: number;
        /**
         * A bucket of S3, or of what speaks its protocol, that keeps the files (`VITRINE_S3_BUCKET`, `VITRINE_S3_REGION`,
         * `VITRINE_S3_ENDPOINT`, `VITRINE_S3_ACCESS_KEY_ID`, `VITRINE_S3_SECRET_ACCESS_KEY`, `VITRINE_S3_PREFIX`). Left out:
         * they are kept in `dataDir`, so several servers on several machines need it.
         */
        s3?: S3Options;
    };
    /**
     * The most that writes may take in memory until they are stored, in bytes (`VITRINE_MAX_BYTES_IN_FLIGHT`); 256 MiB if
     * left out. Beyond it new ones are answered with 429, so memory does not grow with load.
     */
    maxBytesInFlight?: number;
    /**
     * Who may come in (`VITRINE_AUTH`). Left out: only requests from this machine itself that came through no proxy.
     * `'none'`: everybody who reaches the port.
     */
    auth?: 'none';
    /** The host's own answer to who may come in: a visitor, or nothing for 401. It goes before `auth`. */
    authorize?: (request: IncomingMessage) => Visitor | undefined | Promise<Visitor | undefined>;
    /** The project of what names none, for the SDK client of this server. `Default Project` if left out. */
    projectName?: string;
    /** A pino logger; one that is silent below `warn` if left out. */
    log?: Logger;
}
/** The options as the rest of the server sees them: complete, parsed once. */
export interface Options {
    dataDir: string;
    clickhouse: {
        url: string | undefined;
        database: string;
        cluster: string | undefined;
        username: string;
        password: string;
        memoryLimit: number | undefined;
        maxBytes: number;
    };
    attachments: {
        maxBytes: number;
        s3: S3Options | undefined;
    };
    maxBytesInFlight: number;
    auth: 'loopback' | 'none';
    authorize: VitrineOptions['authorize'] | undefined;
    projectName: string | undefined;
    log: Logger;
}
/**
 * Completes the options: what the constructor got, else the environment, else the defaults.
 *
 * @throws where an environment variable or the URL of ClickHouse has a value that is not accepted, naming it
 */
export declare function completeOptions(given?: VitrineOptions): Options;
//# sourceMappingURL=options.d.ts.map