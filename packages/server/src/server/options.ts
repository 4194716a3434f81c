import { resolve } from 'node:path';
import { pino, type Logger } from 'pino';
import { z } from 'zod';
import type { AuthOptions } from '../platform/auth/auth-options.ts';
import type { ClickHouseOptions } from '../storage/database/clickhouse-options.ts';
import type { S3Options } from '../tracing/attachments/s3-files.ts';

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
  authorize?: NonNullable<AuthOptions['authorize']>;
  /** The project of what names none, for the SDK client of this server. `Default Project` if left out. */
  projectName?: string;
  /** A pino logger; one that is silent below `warn` if left out. */
  log?: Logger;
}

const ClickHouseUrl = z.url({ protocol: /^https?$/, error: 'expected a URL such as http://clickhouse:8123' });

const Environment = z.object({
  VITRINE_DATA_DIR: z.string().min(1).default('.vitrine'),
  VITRINE_CLICKHOUSE_URL: ClickHouseUrl.optional(),
  VITRINE_CLICKHOUSE_DATABASE: z.string().min(1).default('vitrine'),
  VITRINE_CLICKHOUSE_CLUSTER: z.string().min(1).optional(),
  VITRINE_CLICKHOUSE_USERNAME: z.string().default('default'),
  VITRINE_CLICKHOUSE_PASSWORD: z.string().default(''),
  VITRINE_MAX_BYTES: z.coerce.number({ error: 'expected a number of bytes' }).int().min(0).default(20_000_000_000),
  VITRINE_MAX_BYTES_IN_FLIGHT: z.coerce
    .number({ error: 'expected a number of bytes' })
    .int()
    .min(1)
    .default(256 * 2 ** 20),
  VITRINE_MAX_ATTACHMENT_BYTES: z.coerce
    .number({ error: 'expected a number of bytes' })
    .int()
    .min(1)
    .default(2 ** 30),
  VITRINE_S3_BUCKET: z.string().min(1).optional(),
  VITRINE_S3_REGION: z.string().min(1).optional(),
  VITRINE_S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'expected a URL such as https://minio.internal:9000' })
    .optional(),
  VITRINE_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  VITRINE_S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  VITRINE_S3_PREFIX: z.string().optional(),
  VITRINE_AUTH: z.literal('none', { error: 'expected none, or no value at all' }).optional(),
});

/** The options as the rest of the server sees them: complete, parsed once. */
export interface Options extends AuthOptions {
  dataDir: string;
  clickhouse: ClickHouseOptions;
  attachments: { maxBytes: number; s3: S3Options | undefined };
  maxBytesInFlight: number;
  projectName: string | undefined;
  log: Logger;
}

/**
 * Completes the options: what the constructor got, else the environment, else the defaults.
 *
 * @throws where an environment variable or the URL of ClickHouse has a value that is not accepted, naming it
 */
export function completeOptions(given: VitrineOptions = {}): Options {
  const parsed = Environment.safeParse(process.env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`an environment variable has a value that is not accepted: ${faults.join('; ')}`);
  }
  const environment = parsed.data;
  const url = given.clickhouse?.url ?? environment.VITRINE_CLICKHOUSE_URL;
  const fault = ClickHouseUrl.optional().safeParse(url).error?.issues[0];
  if (fault) throw new Error(`clickhouse.url: ${fault.message}`);
  const cluster = given.clickhouse?.cluster ?? environment.VITRINE_CLICKHOUSE_CLUSTER;
  if (cluster && !url) throw new Error('a cluster needs the URL of one of its servers: set VITRINE_CLICKHOUSE_URL');
  return {
    dataDir: resolve(given.dataDir ?? environment.VITRINE_DATA_DIR),
    clickhouse: {
      url,
      database: given.clickhouse?.database ?? environment.VITRINE_CLICKHOUSE_DATABASE,
      cluster,
      username: given.clickhouse?.username ?? environment.VITRINE_CLICKHOUSE_USERNAME,
      password: given.clickhouse?.password ?? environment.VITRINE_CLICKHOUSE_PASSWORD,
      memoryLimit: given.clickhouse?.memoryLimit,
      maxBytes: given.clickhouse?.maxBytes ?? environment.VITRINE_MAX_BYTES,
    },
    attachments: {
      maxBytes: given.attachments?.maxBytes ?? environment.VITRINE_MAX_ATTACHMENT_BYTES,
      s3: given.attachments?.s3 ?? bucketOf(environment),
    },
    maxBytesInFlight: given.maxBytesInFlight ?? environment.VITRINE_MAX_BYTES_IN_FLIGHT,
    auth: (given.auth ?? environment.VITRINE_AUTH) === 'none' ? 'none' : 'loopback',
    authorize: given.authorize,
    projectName: given.projectName,
    log: given.log ?? pino({ level: 'warn' }),
  };
}

/** The bucket that the environment names, if it names one. */
function bucketOf(environment: z.infer<typeof Environment>): S3Options | undefined {
  if (!environment.VITRINE_S3_BUCKET) return undefined;
  return {
    bucket: environment.VITRINE_S3_BUCKET,
    region: environment.VITRINE_S3_REGION,
    endpoint: environment.VITRINE_S3_ENDPOINT,
    accessKeyId: environment.VITRINE_S3_ACCESS_KEY_ID,
    secretAccessKey: environment.VITRINE_S3_SECRET_ACCESS_KEY,
    prefix: environment.VITRINE_S3_PREFIX,
  };
}
