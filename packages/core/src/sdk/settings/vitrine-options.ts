import type { Anonymizer } from '../anonymizer/anonymizer.ts';
import type { Logger, LogLevel } from '../log/log.ts';
import type { Transport } from '../transport/transport.ts';

/**
 * Options of a client. An absent option is read from its environment variable, then from the file `.env` in the working
 * directory, then from `~/.vitrine.json` (by the option's name; `VITRINE_CONFIG_PATH` names another file), and then has
 * its default. A value that is not valid is logged once, and ignored.
 */
export interface VitrineOptions {
  /** URL where the server is mounted. `VITRINE_URL`; default: `http://127.0.0.1:4747`. */
  url?: string | undefined;
  /** API key. `VITRINE_API_KEY`; default: none. */
  apiKey?: string | undefined;
  /** Workspace. `VITRINE_WORKSPACE`; default: the server's. */
  workspace?: string | undefined;
  /** Project of records that name none. `VITRINE_PROJECT_NAME`; default: the server's `Default Project`. */
  projectName?: string | undefined;
  /** Lifecycle stage, such as `production`. `VITRINE_ENVIRONMENT`; default: none. */
  environment?: string | undefined;
  /** Additional headers of each request. `VITRINE_HEADERS` as `name=value,name=value`; default: none. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Takes the writes instead of HTTP. `url`, `apiKey` and the like are then not used for writes. */
  transport?: Transport | undefined;
  /** Whether traces are recorded, until {@link Vitrine.setActive} is called. `VITRINE_ENABLED`; default: true. */
  enabled?: boolean | undefined;
  /**
   * Share of traces that are recorded, from 0 to 1. The trace's id decides, so all processes decide alike.
   * `VITRINE_SAMPLE_RATE`; default: 1.
   */
  sampleRate?: number | undefined;
  /** Remove personal data from inputs, outputs and metadata before they are sent. Default: none. */
  anonymizers?: readonly Anonymizer[] | undefined;
  /** Time that a write waits for others, in ms. `VITRINE_BATCH_DELAY_MS`; default: 300. */
  batchDelayMs?: number | undefined;
  /** Number of waiting writes of a kind that are sent at once. `VITRINE_BATCH_SIZE`; default: 100. */
  batchSize?: number | undefined;
  /** Whether nothing is sent before a flush. `VITRINE_HOLD_UNTIL_FLUSH`; default: false. */
  holdUntilFlush?: boolean | undefined;
  /**
   * Maximum number of writes that wait or are in flight. Further writes are dropped and counted.
   * `VITRINE_MAX_QUEUE_ITEMS`; default: 100,000.
   */
  maxQueueItems?: number | undefined;
  /** Maximum memory of these writes, in bytes. `VITRINE_MAX_QUEUE_BYTES`; default: 32 MB. */
  maxQueueBytes?: number | undefined;
  /** Timeout of one request, in ms. `VITRINE_REQUEST_TIMEOUT_MS`; default: 30,000. */
  requestTimeoutMs?: number | undefined;
  /** Timeout of {@link Vitrine.flush}, in ms. `VITRINE_FLUSH_TIMEOUT_MS`; default: 10,000. */
  flushTimeoutMs?: number | undefined;
  /** Maximum time that an ending process waits for queued writes, in ms. `VITRINE_EXIT_TIMEOUT_MS`; default: 3,000. */
  exitTimeoutMs?: number | undefined;
  /**
   * Whether bodies of 2 KB and more are sent as gzip. `VITRINE_COMPRESS`; default: true, unless the server is on this
   * machine.
   */
  compress?: boolean | undefined;
  /** Whether writes are kept on disk while the server does not answer (in Node). `VITRINE_SPOOL`; default: true. */
  spool?: boolean | undefined;
  /**
   * Directory of the spool. `VITRINE_SPOOL_DIR`; default: `vitrine-spool-<user>` in the system's temporary directory.
   */
  spoolDir?: string | undefined;
  /** Maximum size of the spool, in bytes. `VITRINE_MAX_SPOOL_BYTES`; default: 256 MB. */
  maxSpoolBytes?: number | undefined;
  /** Time between two pings of a server that does not answer, in ms. `VITRINE_PING_INTERVAL_MS`; default: 10,000. */
  pingIntervalMs?: number | undefined;
  /** Timeout of a ping, in ms. `VITRINE_PING_TIMEOUT_MS`; default: 5,000. */
  pingTimeoutMs?: number | undefined;
  /** Number of spooled requests that are sent before a pause. `VITRINE_REPLAY_BATCH_SIZE`; default: 50. */
  replayBatchSize?: number | undefined;
  /** Length of that pause, in ms. `VITRINE_REPLAY_DELAY_MS`; default: 500. */
  replayDelayMs?: number | undefined;
  /**
   * Asks a serverless or edge runtime to wait for a promise before it stops the function, such as the `waitUntil` of
   * `@vercel/functions` or of `cloudflare:workers`. Without it call `await client.flush()` there.
   */
  waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
  /** Receives log messages. Default: `console`. */
  logger?: Logger | undefined;
  /** `debug`, `info`, `warn`, `error` or `silent`. `VITRINE_LOG_LEVEL`; default: `warn`. */
  logLevel?: LogLevel | undefined;
}
