import { WrongParts } from './file-store.js';
/** One DeleteObjects takes at most so many keys. */
const DELETE_MANY = 1_000;
/** Files in a bucket. The AWS SDK is loaded with the first of them. */
export class S3Files {
    #options;
    #prefix;
    #opened;
    constructor(options) {
        this.#options = options;
        this.#prefix = options.prefix ?? '';
    }
    async write(key, bytes, size) {
        const { sdk, client } = await this.#open();
        await whileReadable(bytes, (abortSignal) => client.send(new sdk.PutObjectCommand({ ...this.#at(key), Body: bytes, ContentLength: size }), { abortSignal }));
    }
    async read(key, range) {
        const { sdk, client } = await this.#open();
        const Range = range && `bytes=${range.start}-${range.end}`;
        try {
            const { Body } = await client.send(new sdk.GetObjectCommand({ ...this.#at(key), ...(Range && { Range }) }));
            return Body;
        }
        catch (error) {
            if (error instanceof sdk.NoSuchKey)
                return undefined;
            throw error;
        }
    }
    async delete(keys) {
        const { sdk, client } = await this.#open();
        for (let at = 0; at < keys.length; at += DELETE_MANY) {
            const Objects = keys.slice(at, at + DELETE_MANY).map((key) => ({ Key: this.#prefix + key }));
            const Bucket = this.#options.bucket;
            const { Errors } = await client.send(new sdk.DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
            const [first] = Errors ?? [];
            if (first)
                throw new Error(`S3 did not delete ${first.Key}: ${first.Message}`);
        }
    }
    async *list() {
        const { sdk, client } = await this.#open();
        const pages = sdk.paginateListObjectsV2({ client }, { Bucket: this.#options.bucket, Prefix: this.#prefix });
        for await (const { Contents = [] } of pages) {
            yield Contents.flatMap(({ Key }) => (Key ? [Key.slice(this.#prefix.length)] : []));
        }
    }
    async begin(key) {
        const { sdk, client } = await this.#open();
        const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand(this.#at(key)));
        if (!UploadId)
            throw new Error('S3 began an upload and gave it no id');
        return UploadId;
    }
    async writePart(key, upload, part, bytes, size) {
        const { sdk, client } = await this.#open();
        const { ETag = '' } = await whileReadable(bytes, (abortSignal) => client.send(new sdk.UploadPartCommand({
            ...this.#at(key),
            UploadId: upload,
            PartNumber: part,
            Body: bytes,
            ContentLength: size,
        }), { abortSignal }));
        return ETag.replaceAll('"', '');
    }
    async complete(key, upload, parts) {
        const { sdk, client } = await this.#open();
        const Parts = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: `"${etag}"` }));
        try {
            await client.send(new sdk.CompleteMultipartUploadCommand({ ...this.#at(key), UploadId: upload, MultipartUpload: { Parts } }));
        }
        catch (error) {
            if (error instanceof sdk.S3ServiceException && PART_FAULTS.has(error.name))
                throw new WrongParts(error.message);
            throw error;
        }
        const { ContentLength = 0 } = await client.send(new sdk.HeadObjectCommand(this.#at(key)));
        return ContentLength;
    }
    async abort(key, upload) {
        const { sdk, client } = await this.#open();
        await client
            .send(new sdk.AbortMultipartUploadCommand({ ...this.#at(key), UploadId: upload }))
            .catch((error) => {
            if (!(error instanceof sdk.S3ServiceException && error.name === 'NoSuchUpload'))
                throw error;
        });
    }
    #at(key) {
        return { Bucket: this.#options.bucket, Key: this.#prefix + key };
    }
    #open() {
        this.#opened ??= import('@aws-sdk/client-s3').then((sdk) => ({
            sdk,
            client: new sdk.S3Client(this.#connection()),
        }));
        return this.#opened;
    }
    #connection() {
        const { region, endpoint, accessKeyId, secretAccessKey } = this.#options;
        return {
            ...(region ? { region } : endpoint ? { region: 'us-east-1' } : {}),
            ...(endpoint && { endpoint, forcePathStyle: true }),
            ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
            // What goes wrong is thrown, and said once, by us.
            logger: SILENT,
            // Not every service that speaks S3 knows the checksums that AWS added.
            requestChecksumCalculation: 'WHEN_REQUIRED',
            responseChecksumValidation: 'WHEN_REQUIRED',
        };
    }
}
const nothing = () => undefined;
const SILENT = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
const PART_FAULTS = new Set(['InvalidPart', 'InvalidPartOrder', 'EntityTooSmall', 'NoSuchUpload', 'InvalidRequest']);
/** Sends a body, and stops when it breaks off: the SDK would wait for the rest. */
async function whileReadable(bytes, send) {
    const broken = new AbortController();
    const stop = () => broken.abort();
    const closed = () => {
        if (!bytes.readableEnded)
            broken.abort();
    };
    bytes.once('error', stop).once('close', closed);
    try {
        return await send(broken.signal);
    }
    finally {
        bytes.off('error', stop).off('close', closed);
    }
}
//# sourceMappingURL=s3-files.js.map