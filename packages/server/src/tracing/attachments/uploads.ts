import { randomBytes, timingSafeEqual } from 'node:crypto';
import { newId } from '@vitrine/core/model';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { type Principal, serverPrincipal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { Records, type RecordOf } from '../../platform/records/records.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { mapStoreErrors, type AttachmentName, type Attachments } from './attachments.ts';
import type { UploadedPart } from './file-store.ts';

const Upload = z.object({
  entity_type: z.enum(['trace', 'span']),
  entity_id: z.string(),
  file_name: z.string(),
  mime_type: z.string().nullable(),
  project_id: z.string(),
  key: z.string(),
  /** Id of the upload in the file store. */
  store_upload: z.string(),
  parts: z.number(),
  /** Secret in the URLs of the parts, which the client sends without its API key. */
  secret: z.string(),
});
type Upload = z.infer<typeof Upload>;

/** Age at which an incomplete upload is aborted, in ms. */
const ABANDONED_MS = 24 * 60 * 60 * 1_000;

/** Age at which parts are no longer accepted, in ms. */
const PARTS_MS = 6 * 60 * 60 * 1_000;
/** Maximum number of incomplete uploads in a workspace. */
const MAX_PENDING = 1_000;

/** Uploads in parts: started, sent part by part in any order, completed. */
export class Uploads {
  readonly #attachments: Attachments;
  readonly #records: Records<Upload>;
  /** Sizes of the parts that this server has received or is receiving, by upload. */
  readonly #sizes = new Map<string, Map<number, number>>();

  constructor(parts: { database: Database; clock: HybridLogicalClock; attachments: Attachments }) {
    this.#attachments = parts.attachments;
    this.#records = new Records(parts.database, parts.clock, 'upload', Upload);
  }

  /**
   * Starts an upload. Returns its id, and the secret for the URLs of its parts.
   *
   * @throws {VitrineError} `overloaded` if the workspace has too many incomplete uploads
   */
  async begin(
    principal: Principal,
    file: AttachmentName & { projectId: string; mimeType: string | null; parts: number },
  ): Promise<{ id: string; secret: string }> {
    await this.#attachments.refuseElsewhere(principal, file);
    if ((await this.#records.list(principal)).length >= MAX_PENDING) {
      throw new VitrineError(
        'overloaded',
        `the workspace has the maximum of ${MAX_PENDING} incomplete uploads; complete them, or wait a day`,
      );
    }
    const key = this.#attachments.newKey(principal, file);
    const upload: Upload = {
      entity_type: file.entityType,
      entity_id: file.entityId,
      file_name: file.fileName,
      mime_type: file.mimeType,
      project_id: file.projectId,
      key,
      store_upload: await mapStoreErrors(() => this.#attachments.store.begin(key)),
      parts: file.parts,
      secret: randomBytes(24).toString('base64url'),
    };
    const id = newId();
    await this.#records.put(principal, { id, name: file.fileName, body: upload });
    return { id, secret: upload.secret };
  }

  /**
   * Writes a part. Returns its ETag.
   *
   * @throws {VitrineError} `forbidden` if the secret is not the upload's or too old, `not_found` if there is no such
   * upload, `too_large` if the parts exceed the maximum size of a file
   */
  async writePart(
    workspace: string,
    { id, secret, part }: { id: string; secret: string; part: number },
    bytes: Readable,
    size: number,
  ): Promise<string> {
    const { body, created_at } = await this.#existing(serverPrincipal(workspace), id);
    if (!isSame(secret, body.secret))
      throw new VitrineError('forbidden', 'the signature does not belong to this upload');
    if (part > body.parts)
      throw new VitrineError('malformed', `the upload has ${body.parts} parts; there is no part ${part}`);
    if (Date.parse(created_at) < Date.now() - PARTS_MS) {
      throw new VitrineError('forbidden', 'the upload was started more than 6 hours ago; start another one');
    }
    const giveBack = this.#take(id, part, size);
    try {
      return await mapStoreErrors(() =>
        this.#attachments.store.writePart(body.key, body.store_upload, part, bytes, size),
      );
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  /** Counts the size of a part. Returns a function that undoes this. */
  #take(id: string, part: number, size: number): () => void {
    const sizes = this.#sizes.get(id) ?? new Map<number, number>();
    const before = sizes.get(part);
    const others = [...sizes].reduce((sum, [number, bytes]) => (number === part ? sum : sum + bytes), 0);
    this.#attachments.refuseLarge(others + size);
    this.#sizes.set(id, sizes.set(part, size));
    return () => {
      if (before === undefined) sizes.delete(part);
      else sizes.set(part, before);
    };
  }

  /**
   * Makes the attachment of its parts.
   *
   * @throws {VitrineError} `not_found` if there is no such upload, `malformed` if a part is missing or the size
   * differs, `too_large` if the file exceeds the maximum size
   */
  async complete(
    principal: Principal,
    id: string,
    { parts, size }: { parts: readonly UploadedPart[]; size: number },
  ): Promise<void> {
    const record = await this.#existing(principal, id);
    const { body } = record;
    this.#attachments.refuseLarge(size);
    const inOrder = parts.toSorted((a, b) => a.number - b.number);
    const received = await mapStoreErrors(() => this.#attachments.store.complete(body.key, body.store_upload, inOrder));
    this.#sizes.delete(id);
    if (received !== size) {
      await this.#records.delete(principal, record);
      await this.#attachments.store.delete([body.key]);
      throw new VitrineError('malformed', `file_size says ${size} bytes, and the parts have ${received}`);
    }
    await this.#attachments.record(principal, {
      entityType: body.entity_type,
      entityId: body.entity_id,
      fileName: body.file_name,
      projectId: body.project_id,
      mimeType: body.mime_type,
      key: body.key,
      size: received,
    });
    await this.#records.delete(principal, record);
  }

  /** Returns the keys of the files that are being uploaded. */
  async keys(): Promise<Set<string>> {
    return new Set((await this.#records.everywhere()).map((record) => record.body.key));
  }

  /** Aborts uploads that are older than a day. Returns their number. */
  async sweep(nowMs: number = Date.now()): Promise<number> {
    let swept = 0;
    for (const record of await this.#records.everywhere()) {
      if (Date.parse(record.created_at) > nowMs - ABANDONED_MS) continue;
      this.#sizes.delete(record.id);
      await this.#attachments.store.abort(record.body.key, record.body.store_upload);
      await this.#records.delete(serverPrincipal(record.workspace, record.created_by), record);
      swept++;
    }
    return swept;
  }

  async #existing(principal: Principal, id: string): Promise<RecordOf<Upload>> {
    const record = await this.#records.get(principal, id);
    if (!record) throw new VitrineError('not_found', `there is no upload ${id}; it was completed, or never begun`);
    return record;
  }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
