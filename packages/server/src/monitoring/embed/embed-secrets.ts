import { randomBytes } from 'node:crypto';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import type { AccessBody } from '../../platform/access/access-records.ts';
import type { Registry } from '../../platform/access/registry.ts';
import type { Secrets } from '../../platform/access/secrets.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import type { RecordOf } from '../../platform/records/records.ts';
import { contextOf } from './embed-tokens.ts';

/** The most that tokens of an embed secret may allow. */
export type EmbedCeiling = Omit<AccessBody<'embed_secret'>, 'sealed' | 'hint'>;
export type EmbedSecret = RecordOf<AccessBody<'embed_secret'>>;

/** Maximum number of embed secrets of a workspace: one in use, and one that replaces it. */
const MAX_SECRETS = 2;

/** Secrets by which other backends sign embed tokens. They are stored encrypted. */
export class EmbedSecrets {
  readonly #registry: Registry;
  readonly #secrets: Secrets;

  constructor(registry: Registry, secrets: Secrets) {
    this.#registry = registry;
    this.#secrets = secrets;
  }

  /** Returns the secrets of a workspace. */
  async list(workspace: string): Promise<EmbedSecret[]> {
    await this.#registry.ready();
    return this.#registry.list('embed_secret').filter(({ body }) => body.workspace === workspace);
  }

  /**
   * Creates a secret. It cannot be read again.
   *
   * @throws {VitrineError} `conflict` if the workspace has two already
   */
  async create(
    author: Pick<Principal, 'subject'>,
    name: string,
    ceiling: EmbedCeiling,
  ): Promise<{ id: string; secret: string }> {
    if ((await this.list(ceiling.workspace)).length >= MAX_SECRETS) {
      throw new VitrineError('conflict', `a workspace has at most ${MAX_SECRETS} embed secrets; revoke one first`);
    }
    const id = randomBytes(8).toString('hex');
    const secret = randomBytes(32).toString('base64url');
    const body = { ...ceiling, sealed: this.#secrets.seal(secret, contextOf(id)), hint: secret.slice(-4) };
    await this.#registry.put(author, 'embed_secret', { id, name, body });
    return { id, secret };
  }

  /** Revokes a secret, and so all tokens that were signed by it. */
  async revoke(author: Pick<Principal, 'subject'>, workspace: string, id: string): Promise<void> {
    const secret = (await this.list(workspace)).find((each) => each.id === id);
    if (!secret) throw new VitrineError('not_found', `there is no embed secret ${id}`);
    await this.#registry.delete(author, 'embed_secret', secret);
  }
}
