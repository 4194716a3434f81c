import { resolve } from 'node:path';
import { pino, type Logger } from 'pino';
import { z } from 'zod';
import type { AuthMode, AuthOptions, Authorize } from '../platform/auth/auth-options.ts';
import type { EmbedGrant } from '../monitoring/embed/embed-grant.ts';
import type { StoreOf } from '../platform/access/rate-limits.ts';
import { Origin } from '../platform/auth/origin.ts';
import type { ClickHouseOptions } from '../storage/database/clickhouse-options.ts';
import type { S3Options } from '../tracing/attachments/s3-files.ts';

/**
 * Options of {@link createVitrine}. Every option has a default. Options with a variable `VITRINE_*` can also be set in
 * the environment.
 */
export interface VitrineOptions {
  /** Data directory of the embedded engine (`VITRINE_DATA_DIR`); `.vitrine` in the working directory if left out. */
  dataDir?: string;
  clickhouse?: {
    /** URL of a ClickHouse server to use instead of the embedded engine (`VITRINE_CLICKHOUSE_URL`). */
    url?: string;
    /** `VITRINE_CLICKHOUSE_DATABASE`; `vitrine` if left out. The database is created if it is absent. */
    database?: string;
    /**
     * Name of a cluster in the servers' `remote_servers`, whose shards and replicas hold the tables
     * (`VITRINE_CLICKHOUSE_CLUSTER`). If left out, only the server at `url` is used.
     */
    cluster?: string;
    /** `VITRINE_CLICKHOUSE_USERNAME` */
    username?: string;
    /** `VITRINE_CLICKHOUSE_PASSWORD` */
    password?: string;
    /** Maximum memory of the embedded engine, in bytes; a quarter of the machine's memory if left out. */
    memoryLimit?: number;
    /**
     * Maximum size of the embedded engine's data on disk, in bytes (`VITRINE_MAX_BYTES`); 20 GB if left out, 0 for no
     * limit. If it is exceeded, the oldest traces are deleted.
     */
    maxBytes?: number;
  };
  attachments?: {
    /** Maximum size of a file, in bytes (`VITRINE_MAX_ATTACHMENT_BYTES`); 1 GiB if left out. */
    maxBytes?: number;
    /**
     * Bucket of S3, or of a compatible service, that stores the files (`VITRINE_S3_BUCKET`, `VITRINE_S3_REGION`,
     * `VITRINE_S3_ENDPOINT`, `VITRINE_S3_ACCESS_KEY_ID`, `VITRINE_S3_SECRET_ACCESS_KEY`, `VITRINE_S3_PREFIX`). If left
     * out, files are stored in `dataDir`, which servers on several machines cannot share.
     */
    s3?: S3Options;
  };
  /** Maximum size of a body before and after decompression, in bytes (`VITRINE_MAX_BODY_BYTES`); 50 MiB if left out. */
  maxBodyBytes?: number;
  /**
   * Maximum memory of writes that are not stored yet, in bytes (`VITRINE_MAX_BYTES_IN_FLIGHT`); 256 MiB if left out.
   * Further writes get status 429, so that memory does not grow with load.
   */
  maxBytesInFlight?: number;
  /**
   * Who has access without an API key or a token (`VITRINE_AUTH`). If neither this nor `authorize` is set, nobody has.
   *
   * - `'local'`, for development: requests from this machine that no proxy has marked and no page of another origin has
   *   sent. It is refused if `NODE_ENV` is `production`.
   * - `'none'`: everybody who can reach the port.
   */
  auth?: 'local' | 'none';
  /**
   * Identifies the sender of a request: returns who it is and which role it has, or what an end user may see, or
   * `undefined` for status 401.
   *
   * @example
   * createVitrine({
   *   authorize: (request) => {
   *     const user = sessionOf(request);
   *     if (user?.isStaff) return { subject: user.id, role: 'write' };
   *     return user && { subject: user.id, embed: { user: user.id } };
   *   },
   * });
   */
  authorize?: Authorize<z.input<typeof EmbedGrant>>;
  /**
   * Names by which the server is reached, in addition to `localhost` (`VITRINE_HOSTS`, divided by commas). They matter for
   * `auth: 'none'`, which refuses other names, so that a web page cannot reach the server under a name of its own.
   */
  hosts?: string[];
  /**
   * Origins of the product's pages that show elements from another origin, such as `https://app.example`
   * (`VITRINE_ORIGINS`, divided by commas). They may read answers to their tokens; cookies are never accepted from them.
   */
  origins?: string[];
  /**
   * Store of the counts of rate limits, for several servers that share them; in memory if left out. It is called once for
   * each limit. See the stores of `express-rate-limit`.
   */
  rateLimitStore?: StoreOf;
  /**
   * Secrets of 32 random bytes or more, by which tokens are signed and stored secrets are encrypted (`VITRINE_SECRET`,
   * divided by commas). The first one signs, and all of them verify. With the embedded engine one is made at the first
   * start and kept in `dataDir`; servers that share a ClickHouse need the same.
   */
  secret?: string | string[];
  /** URL under which users reach the server, such as `https://app.example/vitrine` (`VITRINE_PUBLIC_URL`), for links. */
  publicUrl?: string;
  /** Default project of this server's SDK client; `Default Project` if left out. */
  projectName?: string;
  /** A pino logger; one that is silent below `warn` if left out. */
  log?: Logger;
}

const ClickHouseUrl = z.url({ protocol: /^https?$/, error: 'expected a URL such as http://clickhouse:8123' });

/** Longer bodies would not fit into a string of JavaScript. */
const MOST_BODY_BYTES = 256 * 2 ** 20;

const BodyBytes = z.coerce
  .number({ error: 'expected a number of bytes' })
  .int()
  .min(2 ** 10)
  .max(MOST_BODY_BYTES, `expected at most ${MOST_BODY_BYTES} bytes`);

const PublicUrl = z.url({ protocol: /^https?$/, error: 'expected a URL such as https://app.example/vitrine' });

const Environment = z.object({
  VITRINE_DATA_DIR: z.string().min(1).default('.vitrine'),
  VITRINE_CLICKHOUSE_URL: ClickHouseUrl.optional(),
  VITRINE_CLICKHOUSE_DATABASE: z.string().min(1).default('vitrine'),
  VITRINE_CLICKHOUSE_CLUSTER: z.string().min(1).optional(),
  VITRINE_CLICKHOUSE_USERNAME: z.string().default('default'),
  VITRINE_CLICKHOUSE_PASSWORD: z.string().default(''),
  VITRINE_MAX_BYTES: z.coerce.number({ error: 'expected a number of bytes' }).int().min(0).default(20_000_000_000),
  VITRINE_MAX_BODY_BYTES: BodyBytes.default(50 * 2 ** 20),
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
  VITRINE_AUTH: z.enum(['none', 'local'], { error: 'expected none, local, or no value at all' }).optional(),
  VITRINE_HOSTS: z.string().optional(),
  VITRINE_ORIGINS: z.string().optional(),
  VITRINE_SECRET: z.string().optional(),
  VITRINE_PUBLIC_URL: PublicUrl.optional(),
});

/** Complete and validated options, as the rest of the server uses them. */
export interface Options extends AuthOptions {
  dataDir: string;
  clickhouse: ClickHouseOptions;
  attachments: { maxBytes: number; s3: S3Options | undefined };
  maxBodyBytes: number;
  maxBytesInFlight: number;
  projectName: string | undefined;
  origins: readonly string[];
  rateLimitStore: StoreOf | undefined;
  secret: readonly string[] | undefined;
  publicUrl: string | undefined;
  log: Logger;
}

/**
 * Completes the options. Given options take precedence over the environment, and the environment over the defaults.
 *
 * @throws if an environment variable or the URL of ClickHouse has a value that is not accepted; the message names it
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
    maxBodyBytes: bodyBytesOf(given.maxBodyBytes) ?? environment.VITRINE_MAX_BODY_BYTES,
    maxBytesInFlight: given.maxBytesInFlight ?? environment.VITRINE_MAX_BYTES_IN_FLIGHT,
    mode: modeOf(given, environment.VITRINE_AUTH),
    authorize: given.authorize,
    hosts: (given.hosts ?? listOf(environment.VITRINE_HOSTS)).map((name) => name.toLowerCase()),
    projectName: given.projectName,
    origins: originsOf(given.origins ?? listOf(environment.VITRINE_ORIGINS)),
    rateLimitStore: given.rateLimitStore,
    secret: secretsOf(given.secret ?? environment.VITRINE_SECRET),
    publicUrl: publicUrlOf(given.publicUrl) ?? environment.VITRINE_PUBLIC_URL,
    log: given.log ?? pino({ level: 'warn' }),
  };
}

/** Returns who gets in without a key. The environment decides only what the options leave open. */
function modeOf({ auth, authorize }: VitrineOptions, environment: 'none' | 'local' | undefined): AuthMode {
  if (authorize && auth) throw new Error('authorize decides who has access: leave out the option auth');
  if (authorize) return 'hook';
  const mode = auth ?? environment ?? 'closed';
  if (mode === 'local' && process.env['NODE_ENV'] === 'production') {
    throw new Error(
      "auth: 'local' is for development, and NODE_ENV is production: set the option authorize, or use API keys",
    );
  }
  return mode;
}

/** Returns the parts of a text that are divided by commas. */
function listOf(text = ''): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** Returns the configured secrets; undefined if there are none. */
function secretsOf(given: string | readonly string[] | undefined): string[] | undefined {
  const secrets = typeof given === 'object' ? [...given] : listOf(given);
  return secrets.length === 0 ? undefined : secrets;
}

function originsOf(given: readonly string[]): readonly string[] {
  const { data, error } = z.array(Origin).safeParse(given);
  if (error) throw new Error(`origins: ${error.issues[0]?.message}`);
  return data;
}

function publicUrlOf(given: string | undefined): string | undefined {
  const { data, error } = PublicUrl.optional().safeParse(given);
  if (error) throw new Error(`publicUrl: ${error.issues[0]?.message}`);
  return data;
}

function bodyBytesOf(given: number | undefined): number | undefined {
  const { data, error } = BodyBytes.optional().safeParse(given);
  if (error) throw new Error(`maxBodyBytes: ${error.issues[0]?.message}`);
  return data;
}

/** Returns the bucket that the environment configures, if there is one. */
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
