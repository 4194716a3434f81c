import type { Anonymizer } from '../anonymizer/anonymizer.ts';
import type { Logger, LogLevel } from '../log/log.ts';
import type { Transport } from '../transport/transport.ts';

/**
 * How a client is set up. An option that is absent is read from its environment variable, then from the file `.env` in
 * the working directory, then from `~/.vitrine.json` (by the option's name; `VITRINE_CONFIG_PATH` names another file),
 * then has its default. A value that is not accepted is said once, and passed over.
 */
export interface VitrineOptions {
  /** Where the server is mounted. `VITRINE_URL`, `http://127.0.0.1:4747`. */
  url?: string | undefined;
  /** `VITRINE_API_KEY`; none. */
  apiKey?: string | undefined;
  /** `VITRINE_WORKSPACE`; the server's default. */
  workspace?: string | undefined;
  /** The project of what names none. `VITRINE_PROJECT_NAME`; the server's `Default Project`. */
  projectName?: string | undefined;
  /** A lifecycle stage such as `production`. `VITRINE_ENVIRONMENT`; none. */
  environment?: string | undefined;
  /** More headers of each request. `VITRINE_HEADERS` as `name=value,name=value`; none. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Takes the writes in place of HTTP; `url`, `apiKey` and the like are not used for them then. */
  transport?: Transport | undefined;
  /** False records nothing, until {@link Vitrine.setActive}. `VITRINE_ENABLED`; true. */
  enabled?: boolean | undefined;
  /**
   * The share of traces that are recorded, from 0 to 1. It is decided by the trace's id, so all processes decide alike.
   * `VITRINE_SAMPLE_RATE`; 1.
   */
  sampleRate?: number | undefined;
  /** What takes personal data out of inputs, outputs and metadata before they leave. None. */
  anonymizers?: readonly Anonymizer[] | undefined;
  /** How long a write waits for others to go with it, in ms. `VITRINE_BATCH_DELAY_MS`; 300. */
  batchDelayMs?: number | undefined;
  /** So many waiting writes of a sort are sent at once. `VITRINE_BATCH_SIZE`; 100. */
  batchSize?: number | undefined;
  /** True sends nothing before a flush. `VITRINE_HOLD_UNTIL_FLUSH`; false. */
  holdUntilFlush?: boolean | undefined;
  /**
   * The most that may wait or be on its way; what comes beyond is dropped and counted. `VITRINE_MAX_QUEUE_ITEMS`,
   * 100,000; `VITRINE_MAX_QUEUE_BYTES`, 32 MB.
   */
  maxQueueItems?: number | undefined;
  maxQueueBytes?: number | undefined;
  /** How long one request may take, in ms. `VITRINE_REQUEST_TIMEOUT_MS`; 30,000. */
  requestTimeoutMs?: number | undefined;
  /** How long {@link Vitrine.flush} waits, in ms. `VITRINE_FLUSH_TIMEOUT_MS`; 10,000. */
  flushTimeoutMs?: number | undefined;
  /** How long a process that ends waits for what is queued, in ms. `VITRINE_EXIT_TIMEOUT_MS`; 3,000. */
  exitTimeoutMs?: number | undefined;
  /** Whether bodies from 2 KB on are sent as gzip. `VITRINE_COMPRESS`; true, unless the server is on this machine. */
  compress?: boolean | undefined;
  /** Whether writes are kept on disk while the server does not answer (Node). `VITRINE_SPOOL`; true. */
  spool?: boolean | undefined;
  /** Where they are kept. `VITRINE_SPOOL_DIR`; `vitrine-spool-<user>` in the system's temporary directory. */
  spoolDir?: string | undefined;
  /** The most that they may take there, in bytes. `VITRINE_MAX_SPOOL_BYTES`; 256 MB. */
  maxSpoolBytes?: number | undefined;
  /** How often a server that does not answer is asked whether it is back, in ms. `VITRINE_PING_INTERVAL_MS`; 10,000. */
  pingIntervalMs?: number | undefined;
  /** How long such a question may take, in ms. `VITRINE_PING_TIMEOUT_MS`; 5,000. */
  pingTimeoutMs?: number | undefined;
  /** So many spooled requests are sent before there is a pause. `VITRINE_REPLAY_BATCH_SIZE`; 50. */
  replayBatchSize?: number | undefined;
  /** That pause, in ms. `VITRINE_REPLAY_DELAY_MS`; 500. */
  replayDelayMs?: number | undefined;
  /**
   * Tells a serverless or edge runtime what to wait for before it stops the function, such as the `waitUntil` of
   * `@vercel/functions` or of `cloudflare:workers`. None: `await client.flush()` there.
   */
  waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
  /** Where each kind of trouble is said once. `console`. */
  logger?: Logger | undefined;
  /** `debug`, `info`, `warn`, `error` or `silent`. `VITRINE_LOG_LEVEL`; `warn`. */
  logLevel?: LogLevel | undefined;
}
