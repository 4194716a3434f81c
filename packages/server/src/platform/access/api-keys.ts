import { createHash, randomBytes } from 'node:crypto';
import type { Id } from '@vitrine/core/model';
import { VitrineError } from '../errors/vitrine-error.ts';
import type { RecordOf } from '../records/records.ts';
import type { AccessBody } from './access-records.ts';
import type { Action } from '../auth/action.ts';
import type { Principal } from '../auth/principal.ts';
import type { Registry } from './registry.ts';

/** `vtr_key_<id>_<secret><checksum>` */
const KEY = /^vtr_key_(?<id>[a-z0-9]{16})_[\w-]{43}[0-9a-f]{8}$/;

/** Minimum time between two notes of the last use of a key, in ms. */
const USE_MS = 60_000;

/** What a new key may do. */
export type KeyGrant = Omit<AccessBody<'api_key'>, 'digest' | 'actions' | 'projects'> & {
  name: string;
  actions: readonly Action[];
  projects: 'all' | readonly string[];
};

/** A key without its secret. */
export type ApiKey = RecordOf<AccessBody<'api_key'>>;

/** API keys. A key is shown once; its SHA-256 is stored. */
export class ApiKeys {
  readonly #registry: Registry;
  /** Keys by digest, made anew after each change. */
  #byDigest: Map<string, ApiKey> | undefined;
  readonly #usedAt = new Map<string, number>();

  constructor(registry: Registry) {
    this.#registry = registry;
    registry.onChange(() => (this.#byDigest = undefined));
  }

  /** Returns all keys that were not revoked. */
  async list(): Promise<(ApiKey & { used_at: string | null })[]> {
    await this.#registry.ready();
    return this.#registry
      .list('api_key')
      .map((key) => ({ ...key, used_at: this.#registry.get('api_key_use', key.id)?.body.used_at ?? null }));
  }

  /** Creates a key. Returns its text, which cannot be read again. */
  async create(author: Pick<Principal, 'subject'>, { name, ...grant }: KeyGrant): Promise<{ id: string; key: string }> {
    await this.#registry.ready();
    const id = randomBytes(8).toString('hex');
    const start = `vtr_key_${id}_${randomBytes(32).toString('base64url')}`;
    const key = `${start}${checksumOf(start)}`;
    const body = { ...grant, actions: [...grant.actions], projects: listOf(grant.projects), digest: digestOf(key) };
    await this.#registry.put(author, 'api_key', { id, name, body });
    return { id, key };
  }

  /** @throws {VitrineError} `not_found` if there is no such key */
  async revoke(author: Pick<Principal, 'subject'>, id: string): Promise<void> {
    await this.#registry.ready();
    const key = this.#registry.get('api_key', id);
    if (!key) throw new VitrineError('not_found', `there is no API key ${id}`);
    await this.#registry.delete(author, 'api_key', key);
  }

  /**
   * Returns the key of a text.
   *
   * @throws {VitrineError} `unauthenticated` if it is unknown, revoked or expired
   */
  async find(text: string): Promise<ApiKey> {
    const isWhole = KEY.test(text) && checksumOf(text.slice(0, -8)) === text.slice(-8);
    if (!isWhole) throw new VitrineError('unauthenticated', 'the API key is not complete; expected vtr_key_…');
    await this.#registry.ready();
    this.#byDigest ??= new Map(this.#registry.list('api_key').map((key) => [key.body.digest, key]));
    const key = this.#byDigest.get(digestOf(text));
    if (!key) throw new VitrineError('unauthenticated', 'the API key is unknown or was revoked');
    if (Date.parse(key.body.expires_at) <= Date.now()) {
      throw new VitrineError('unauthenticated', `the API key expired at ${key.body.expires_at}`);
    }
    this.#noteUse(key);
    return key;
  }

  #noteUse({ id }: ApiKey): void {
    const now = Date.now();
    if (now - (this.#usedAt.get(id) ?? 0) < USE_MS) return;
    this.#usedAt.set(id, now);
    const use = { id, name: '', body: { used_at: new Date(now).toISOString() } };
    // The time of the last use is a convenience. A request does not fail without it.
    this.#registry.put({ subject: id }, 'api_key_use', use).catch(() => undefined);
  }
}

function listOf(projects: 'all' | readonly string[]): 'all' | Id[] {
  return projects === 'all' ? 'all' : [...projects];
}

/** Eight hex digits, by which typing errors and truncated keys are found without a lookup. */
function checksumOf(start: string): string {
  return digestOf(start).slice(0, 8);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
