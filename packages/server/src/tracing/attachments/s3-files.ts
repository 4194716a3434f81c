import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import { chunksOf } from '../../storage/batches/chunks-of.ts';
import { WrongParts, type ByteRange, type FileStore, type UploadedPart } from './file-store.ts';

/** Bucket of S3, or of a compatible service. */
export interface S3Options {
  bucket: string;
  region?: string | undefined;
  /** URL of a service other than AWS, such as `https://minio.internal:9000`. The bucket is then part of the path. */
  endpoint?: string | undefined;
  /** If left out, the AWS SDK finds credentials itself (environment, profile, role of the machine). */
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
  /** Prefix of the keys of all files, such as `vitrine/`. */
  prefix?: string | undefined;
}

type Sdk = typeof import('@aws-sdk/client-s3');

/** Maximum number of keys in one DeleteObjects request. */
const DELETE_MANY = 1_000;

/** Stores files in a bucket. The AWS SDK is loaded with the first operation. */
export class S3Files implements FileStore {
  readonly #options: S3Options;
  readonly #prefix: string;
  #opened: Promise<{ sdk: Sdk; client: S3Client }> | undefined;

  constructor(options: S3Options) {
    this.#options = options;
    this.#prefix = options.prefix ?? '';
  }

  async write(key: string, bytes: Readable, size: number): Promise<void> {
    const { sdk, client } = await this.#open();
    await whileReadable(bytes, (abortSignal) =>
      client.send(new sdk.PutObjectCommand({ ...this.#at(key), Body: bytes, ContentLength: size }), { abortSignal }),
    );
  }

  async read(key: string, range?: ByteRange): Promise<Readable | undefined> {
    const { sdk, client } = await this.#open();
    const Range = range && `bytes=${range.start}-${range.end}`;
    try {
      const { Body } = await client.send(new sdk.GetObjectCommand({ ...this.#at(key), ...(Range && { Range }) }));
      return Body as Readable;
    } catch (error) {
      if (error instanceof sdk.NoSuchKey) return undefined;
      throw error;
    }
  }

  async delete(keys: readonly string[]): Promise<void> {
    const { sdk, client } = await this.#open();
    for (const chunk of chunksOf(keys, DELETE_MANY)) {
      const Objects = chunk.map((key) => ({ Key: this.#prefix + key }));
      const Bucket = this.#options.bucket;
      const { Errors } = await client.send(new sdk.DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
      const [first] = Errors ?? [];
      if (first) throw new Error(`S3 did not delete ${first.Key}: ${first.Message}`);
    }
  }

  async *list(): AsyncIterable<string[]> {
    const { sdk, client } = await this.#open();
    const pages = sdk.paginateListObjectsV2({ client }, { Bucket: this.#options.bucket, Prefix: this.#prefix });
    for await (const { Contents = [] } of pages) {
      yield Contents.flatMap(({ Key }) => (Key ? [Key.slice(this.#prefix.length)] : []));
    }
  }

  async begin(key: string): Promise<string> {
    const { sdk, client } = await this.#open();
    const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand(this.#at(key)));
    if (!UploadId) throw new Error('S3 started an upload without an id');
    return UploadId;
  }

  async writePart(key: string, upload: string, part: number, bytes: Readable, size: number): Promise<string> {
    const { sdk, client } = await this.#open();
    const { ETag = '' } = await whileReadable(bytes, (abortSignal) =>
      client.send(
        new sdk.UploadPartCommand({
          ...this.#at(key),
          UploadId: upload,
          PartNumber: part,
          Body: bytes,
          ContentLength: size,
        }),
        { abortSignal },
      ),
    );
    return ETag.replaceAll('"', '');
  }

  async complete(key: string, upload: string, parts: readonly UploadedPart[]): Promise<number> {
    const { sdk, client } = await this.#open();
    const Parts = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: `"${etag}"` }));
    try {
      await client.send(
        new sdk.CompleteMultipartUploadCommand({ ...this.#at(key), UploadId: upload, MultipartUpload: { Parts } }),
      );
    } catch (error) {
      if (error instanceof sdk.S3ServiceException && PART_FAULTS.has(error.name))
        throw new WrongParts('S3 does not have all of them');
      throw error;
    }
    const { ContentLength = 0 } = await client.send(new sdk.HeadObjectCommand(this.#at(key)));
    return ContentLength;
  }

  async abort(key: string, upload: string): Promise<void> {
    const { sdk, client } = await this.#open();
    await client
      .send(new sdk.AbortMultipartUploadCommand({ ...this.#at(key), UploadId: upload }))
      .catch((error: unknown) => {
        if (!(error instanceof sdk.S3ServiceException && error.name === 'NoSuchUpload')) throw error;
      });
  }

  #at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#options.bucket, Key: this.#prefix + key };
  }

  #open(): Promise<{ sdk: Sdk; client: S3Client }> {
    this.#opened ??= import('@aws-sdk/client-s3').then((sdk) => ({
      sdk,
      client: new sdk.S3Client(this.#connection()),
    }));
    return this.#opened;
  }

  #connection(): S3ClientConfig {
    const { region, endpoint, accessKeyId, secretAccessKey } = this.#options;
    return {
      ...(region ? { region } : endpoint ? { region: 'us-east-1' } : {}),
      ...(endpoint && { endpoint, forcePathStyle: true }),
      ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
      // Errors are thrown and logged once by us.
      logger: SILENT,
      // Not every S3-compatible service supports the checksums that AWS added.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    };
  }
}

const nothing = (): void => undefined;
const SILENT = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

const PART_FAULTS = new Set(['InvalidPart', 'InvalidPartOrder', 'EntityTooSmall', 'NoSuchUpload', 'InvalidRequest']);

/** Sends a body, and aborts when its stream breaks off, because the SDK would wait for the rest. */
async function whileReadable<T>(bytes: Readable, send: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const broken = new AbortController();
  const stop = (): void => broken.abort();
  const closed = (): void => {
    if (!bytes.readableEnded) broken.abort();
  };
  bytes.once('error', stop).once('close', closed);
  try {
    return await send(broken.signal);
  } finally {
    bytes.off('error', stop).off('close', closed);
  }
}
