import { newId } from '@vitrine/core/model';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { Principal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { StorageUnavailable } from '../../storage/health/health.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { GroupCommit } from '../../storage/group-commit/group-commit.ts';
import { locateEntities } from '../entities/locate-entities.ts';
import { mediaType, typeOfName } from './file-types.ts';
import { WrongParts, WrongSize, type ByteRange, type FileStore } from './file-store.ts';

export type AttachedTo = 'trace' | 'span';

/** Which file it is: names are unique for each trace or span. */
export interface AttachmentName {
  entityType: AttachedTo;
  entityId: string;
  fileName: string;
}

/** A file that comes. */
export interface NewAttachment extends AttachmentName {
  projectId: string;
  /** Looked up where it is absent. */
  traceId?: string;
  /** By the file's name where it is absent. */
  mimeType?: string | null | undefined;
}

/** What is known of a file. */
export interface Attachment {
  file_name: string;
  mime_type: string;
  /** In bytes. */
  file_size: number;
  /** Where the file is in the store. */
  key: string;
  created_at: string;
  created_by: string;
}

type AttachmentRow = Attachment & { entity_id: string; project_id: string };

const COLUMNS = 'entity_id, project_id, file_name, mime_type, file_size, key, created_at, created_by';
/** How many ids one query takes. */
const CHUNK = 2_000;

/**
 * The files of traces and spans. A file is written first and its row after it, so that what is listed can be read. Its
 * key is new each time: writing a name again replaces the row, and the earlier file goes.
 */
export class Attachments {
  readonly store: FileStore;
  /** The largest file that is taken, in bytes. */
  readonly maxBytes: number;
  readonly log: Logger;
  readonly #database: Database;
  readonly #clock: HybridLogicalClock;
  readonly #commit: GroupCommit;

  constructor(parts: {
    database: Database;
    clock: HybridLogicalClock;
    store: FileStore;
    maxBytes: number;
    log: Logger;
  }) {
    this.log = parts.log;
    this.store = parts.store;
    this.maxBytes = parts.maxBytes;
    this.#database = parts.database;
    this.#clock = parts.clock;
    this.#commit = new GroupCommit(parts.database, 'attachments');
  }

  /** The key for a new file of an entity. It carries the time in its last segment. */
  newKey({ workspace }: Principal, { entityType, entityId }: Pick<AttachmentName, 'entityType' | 'entityId'>): string {
    return `w-${encodeURIComponent(workspace)}/${entityType}/${entityId}/${newId()}`;
  }

  /**
   * Takes a file whole.
   *
   * @throws {VitrineError} `too_large` if it is larger than what is taken, `malformed` if it is not as long as it said
   */
  async write(principal: Principal, name: NewAttachment, bytes: Readable, size: number): Promise<void> {
    this.refuseLarge(size);
    const key = this.newKey(principal, name);
    await storing(() => this.store.write(key, bytes, size));
    await this.record(principal, { ...name, key, size });
  }

  /** Says that a file is in the store. */
  async record(principal: Principal, file: NewAttachment & { key: string; size: number }): Promise<void> {
    const { entityType, entityId, fileName, projectId, mimeType, key, size } = file;
    const [[before], traceId] = await Promise.all([
      this.#read(principal, entityType, [entityId], [fileName]),
      file.traceId ?? this.#traceOf(principal, entityType, entityId),
    ]);
    const now = new Date().toISOString();
    const { subject } = principal;
    try {
      await this.#write(principal, entityType, [
        {
          entity_id: entityId,
          file_name: fileName.toWellFormed(),
          project_id: projectId,
          trace_id: traceId,
          mime_type: mediaType(mimeType) ?? typeOfName(fileName),
          file_size: size,
          key,
          created_at: before?.created_at ?? now,
          created_by: before?.created_by ?? subject,
          last_updated_at: now,
          last_updated_by: subject,
        },
      ]);
    } catch (error) {
      await this.store.delete([key]).catch(() => undefined);
      throw error;
    }
    if (before && before.key !== key) await this.store.delete([before.key]);
  }

  /** @throws {VitrineError} `too_large` if a file is larger than what is taken */
  refuseLarge(size: number): void {
    if (size <= this.maxBytes) return;
    throw new VitrineError(
      'too_large',
      `a file may have ${this.maxBytes} bytes (attachments.maxBytes, VITRINE_MAX_ATTACHMENT_BYTES); this one has ${size}`,
    );
  }

  /** The files of some traces or spans, by entity id and in the order of their names; an entity without any is absent. */
  async list(
    principal: Principal,
    entityType: AttachedTo,
    entityIds: readonly string[],
  ): Promise<Map<string, Attachment[]>> {
    const byEntity = new Map<string, Attachment[]>();
    if (entityIds.length === 0) return byEntity;
    for (const { entity_id, project_id: _, ...attachment } of await this.#read(principal, entityType, entityIds)) {
      byEntity.set(entity_id, [...(byEntity.get(entity_id) ?? []), attachment]);
    }
    return byEntity;
  }

  /** The file of that name, if there is one. */
  async find(
    principal: Principal,
    { entityType, entityId, fileName }: AttachmentName,
  ): Promise<Attachment | undefined> {
    const [row] = await this.#read(principal, entityType, [entityId], [fileName]);
    return row;
  }

  /** The bytes of a file, or a range of them. */
  async read({ key, file_name }: Attachment, range?: ByteRange): Promise<Readable> {
    const bytes = await storing(() => this.store.read(key, range));
    if (!bytes)
      throw new VitrineError('not_found', `the file of the attachment "${file_name}" is not where it was stored`);
    return bytes;
  }

  /**
   * Deletes the files of some traces or spans.
   *
   * @param fileNames only these; all of them if left out
   */
  async delete(
    principal: Principal,
    entityType: AttachedTo,
    entityIds: readonly string[],
    fileNames?: readonly string[],
  ): Promise<void> {
    for (let at = 0; at < entityIds.length; at += CHUNK) {
      const rows = await this.#read(principal, entityType, entityIds.slice(at, at + CHUNK), fileNames);
      await this.#write(
        principal,
        entityType,
        rows.map(({ entity_id, file_name }) => ({ entity_id, file_name, is_deleted: 1 })),
      );
      if (rows.length > 0) await this.store.delete(rows.map((row) => row.key));
    }
  }

  /** Puts the files of some traces or spans under others, by the id of each. */
  async move(principal: Principal, entityType: AttachedTo, ids: ReadonlyMap<string, string>): Promise<void> {
    const moved = [...ids].filter(([from, to]) => from !== to).map(([from]) => from);
    for (const row of await this.#read(principal, entityType, moved)) {
      const entityId = ids.get(row.entity_id) ?? row.entity_id;
      const bytes = await storing(() => this.store.read(row.key));
      const name = { entityType, entityId, fileName: row.file_name, mimeType: row.mime_type };
      if (bytes) await this.write(principal, { ...name, projectId: row.project_id }, bytes, row.file_size);
    }
    await this.delete(principal, entityType, moved);
  }

  #read(
    { workspace }: Principal,
    entity: AttachedTo,
    ids: readonly string[],
    names?: readonly string[],
  ): Promise<AttachmentRow[]> {
    return this.#database.of({ workspace }).read<AttachmentRow>(
      `SELECT ${COLUMNS} FROM attachments FINAL
       WHERE workspace = {workspace:String} AND entity_type = {entity:String} AND entity_id IN {ids:Array(String)}
         ${names ? 'AND file_name IN {names:Array(String)}' : ''} ORDER BY entity_id, file_name`,
      { workspace, entity, ids, ...(names && { names: names.map((name) => name.toWellFormed()) }) },
    );
  }

  #write(principal: Principal, entity_type: AttachedTo, rows: readonly object[]): Promise<void> {
    return this.#commit.commit(
      principal,
      rows.map((row) => ({ ...row, entity_type, version: this.#clock.next().toString() })),
    );
  }

  /** The trace that the file ends with; '' where a span is not there yet. */
  async #traceOf(principal: Principal, entity: AttachedTo, id: string): Promise<string> {
    if (entity === 'trace') return id;
    return (await locateEntities(this.#database, principal, 'span', [id])).get(id)?.trace_id ?? '';
  }
}

/** How a connection to S3 fails. */
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH']);

/** Says what the store refused as an answer to the client. */
export async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WrongSize)
      throw new VitrineError('malformed', `the file is not as long as it says: ${error.message}`);
    if (error instanceof WrongParts)
      throw new VitrineError('malformed', `the parts do not make the file: ${error.message}`);
    const { code, $fault, message } = error as NodeJS.ErrnoException & { $fault?: unknown };
    if ($fault !== undefined || NETWORK.has(code ?? '')) {
      throw new StorageUnavailable(`S3 does not take or give files: ${message}`);
    }
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new StorageUnavailable('the disk for attachments is full');
    throw error;
  }
}
