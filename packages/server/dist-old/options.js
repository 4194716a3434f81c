import { resolve } from 'node:path';
import { pino } from 'pino';
import { z } from 'zod';
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
/**
 * Completes the options: what the constructor got, else the environment, else the defaults.
 *
 * @throws where an environment variable or the URL of ClickHouse has a value that is not accepted, naming it
 */
export function completeOptions(given = {}) {
    const parsed = Environment.safeParse(process.env);
    if (!parsed.success) {
        const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
        throw new Error(`an environment variable has a value that is not accepted: ${faults.join('; ')}`);
    }
    const environment = parsed.data;
    const url = given.clickhouse?.url ?? environment.VITRINE_CLICKHOUSE_URL;
    const fault = ClickHouseUrl.optional().safeParse(url).error?.issues[0];
    if (fault)
        throw new Error(`clickhouse.url: ${fault.message}`);
    const cluster = given.clickhouse?.cluster ?? environment.VITRINE_CLICKHOUSE_CLUSTER;
    if (cluster && !url)
        throw new Error('a cluster needs the URL of one of its servers: set VITRINE_CLICKHOUSE_URL');
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
function bucketOf(environment) {
    if (!environment.VITRINE_S3_BUCKET)
        return undefined;
    return {
        bucket: environment.VITRINE_S3_BUCKET,
        region: environment.VITRINE_S3_REGION,
        endpoint: environment.VITRINE_S3_ENDPOINT,
        accessKeyId: environment.VITRINE_S3_ACCESS_KEY_ID,
        secretAccessKey: environment.VITRINE_S3_SECRET_ACCESS_KEY,
        prefix: environment.VITRINE_S3_PREFIX,
    };
}
//# sourceMappingURL=options.js.map