import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VitrineError } from '../errors/vitrine-error.ts';

/** Minimum length of a secret, in bytes. */
const MIN_BYTES = 32;
/** Secrets that examples show. */
const EXAMPLES = /^(?:change.?me|your.?|example|password|secret)|^(.)\1+$/i;

/** What a key is for. A key of one purpose is worthless for the others. */
export type Purpose = 'embed' | 'part-urls' | 'storage';

/** A key that is derived from a secret, and the id by which it is named. */
export interface DerivedKey {
  id: string;
  key: Buffer;
}

/**
 * The server's own secrets: the first one signs, and all of them verify. If the embedded engine is used and none is
 * configured, one is made at the first start and kept in the data directory.
 */
export class Secrets {
  readonly #secrets: readonly string[];

  /**
   * @param configured from the option or variable; undefined if it is not set
   * @param dataDir directory that keeps a secret of its own; undefined if ClickHouse is shared by several servers
   * @throws if a secret is too short, or is one that documentation shows
   */
  constructor(configured: readonly string[] | undefined, dataDir: string | undefined) {
    for (const [index, secret] of (configured ?? []).entries()) check(secret, index);
    this.#secrets = configured ?? (dataDir === undefined ? [] : [keptIn(dataDir)]);
  }

  /**
   * Returns the keys of a purpose, the signing one first.
   *
   * @throws {VitrineError} `unavailable` if no secret is configured
   */
  keys(purpose: Purpose): DerivedKey[] {
    if (this.#secrets.length === 0) {
      throw new VitrineError(
        'unavailable',
        'this needs a secret that all servers share: set the option secret (VITRINE_SECRET) to 32 random bytes or more',
      );
    }
    return this.#secrets.map((secret) => {
      const key = Buffer.from(hkdfSync('sha256', secret, 'vitrine', purpose, 32));
      return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key };
    });
  }

  /** Returns the key of a purpose with that id, if it is configured. */
  find(purpose: Purpose, id: string): Buffer | undefined {
    if (this.#secrets.length === 0) return undefined;
    return this.keys(purpose).find((each) => each.id === id)?.key;
  }

  /** Encrypts a text for storage (AES-256-GCM). @param context what it belongs to, such as `default/embed_secret/id` */
  seal(text: string, context: string): string {
    const { id, key } = this.keys('storage')[0] as DerivedKey;
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${id}.${sealed.toString('base64url')}`;
  }

  /** Decrypts a text that was sealed for the same context; undefined if its secret is no longer configured. */
  open(sealed: string, context: string): string | undefined {
    const [id = '', body = ''] = sealed.split('.');
    const key = this.find('storage', id);
    if (!key) return undefined;
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
  }
}

function check(secret: string, index: number): void {
  const which = index === 0 ? 'secret' : `secret ${index + 1}`;
  if (Buffer.byteLength(secret) < MIN_BYTES) {
    throw new Error(`${which} has ${Buffer.byteLength(secret)} bytes; expected at least ${MIN_BYTES} random ones`);
  }
  if (EXAMPLES.test(secret)) throw new Error(`${which} is an example; expected at least ${MIN_BYTES} random bytes`);
}

/** Returns the secret of a data directory, which is made at the first start. Only its owner can read the file. */
function keptIn(dataDir: string): string {
  const path = join(dataDir, 'secret');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  chmodSync(path, 0o600);
  return readFileSync(path, 'utf8').trim();
}
