import { newId } from '@vitrine/core/model';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { serverPrincipal, type Principal } from '../../platform/auth/principal.ts';
import { aboutEntities } from '../entities/about-entities.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import { chunksOf } from '../../storage/batches/chunks-of.ts';
import type { Database } from '../../storage/database/database.ts';
import { StorageUnavailable } from '../../storage/health/health.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { GroupCommit } from '../../storage/group-commit/group-commit.ts';
import { locateEntities } from '../entities/locate-entities.ts';
import { mediaType, typeOfName } from './file-types.ts';
import { WrongParts, WrongSize, type ByteRange, type FileStore } from './file-store.ts';

export type AttachedEntity = 'trace' | 'span';

/** Name of a file, unique for its trace or span. */
export interface AttachmentName {
  entityType: AttachedEntity;
  entityId: string;
  fileName: string;
}

/** File that is being uploaded. */
export interface NewAttachment extends AttachmentName {
  projectId: string;
  /** Trace of the entity. Looked up if absent. */
  traceId?: string;
  /** Derived from the file name if absent. */
  mimeType?: string | null | undefined;
}

/** Stored description of a file. */
export interface Attachment {
  file_name: string;
  mime_type: string;
  /** In bytes. */
  file_size: number;
  /** Key in the file store. */
  key: string;
  created_at: string;
  created_by: string;
}

type AttachmentRow = Attachment & { entity_id: string; project_id: string };

const COLUMNS = 'entity_id, project_id, file_name, mime_type, file_size, key, created_at, created_by';
/** Maximum number of ids in one query. */
const CHUNK = 2_000;

/**
 * Files of traces and spans. A file is written before its row, so that every listed file can be read. Each write has a
 * new key: writing a name again replaces the row and deletes the earlier file.
 */
export class Attachments {
  readonly store: FileStore;
  /** Maximum size of a file, in bytes. */
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

  /** Returns the key for a new file of an entity. Its last segment contains the time. */
  newKey({ workspace }: Principal, { entityType, entityId }: Pick<AttachmentName, 'entityType' | 'entityId'>): string {
    return `w-${encodeURIComponent(workspace)}/${entityType}/${entityId}/${newId()}`;
  }

  /**
   * Stores a whole file.
   *
   * @throws {VitrineError} `too_large` if it exceeds the maximum size, `malformed` if its length differs from `size`
   */
  async write(principal: Principal, name: NewAttachment, bytes: Readable, size: number): Promise<void> {
    this.refuseLarge(size);
    await this.refuseElsewhere(principal, name);
    const key = this.newKey(principal, name);
    await mapStoreErrors(() => this.store.write(key, bytes, size));
    await this.record(principal, { ...name, key, size });
  }

  /** @throws {VitrineError} `not_found` if the entity is stored in a project that the caller may not use */
  async refuseElsewhere(
    principal: Principal,
    { entityType, entityId }: Pick<AttachmentName, 'entityType' | 'entityId'>,
  ): Promise<void> {
    if (principal.scope.projects === 'all') return;
    const location = (await locateEntities(this.#database, principal, entityType, [entityId])).get(entityId);
    if (location?.deleted) throw new VitrineError('not_found', `there is no ${entityType} ${entityId}`);
  }

  /** Records a file that is in the store. */
  async record(principal: Principal, file: NewAttachment & { key: string; size: number }): Promise<void> {
    const { entityType, entityId, fileName, projectId, mimeType, key, size } = file;
    const [[before], traceId] = await Promise.all([
      this.#read(serverPrincipal(principal.workspace), entityType, [entityId], [fileName]),
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

  /** @throws {VitrineError} `too_large` if the file exceeds the maximum size */
  refuseLarge(size: number): void {
    if (size <= this.maxBytes) return;
    throw new VitrineError(
      'too_large',
      `a file may have ${this.maxBytes} bytes (attachments.maxBytes, VITRINE_MAX_ATTACHMENT_BYTES); this one has ${size}`,
    );
  }

  /** Returns the files of traces or spans by entity id, ordered by name; an entity without files is absent. */
  async list(
    principal: Principal,
    entityType: AttachedEntity,
    entityIds: readonly string[],
  ): Promise<Map<string, Attachment[]>> {
    const byEntity = new Map<string, Attachment[]>();
    if (entityIds.length === 0) return byEntity;
    for (const { entity_id, project_id: _, ...attachment } of await this.#read(principal, entityType, entityIds)) {
      byEntity.set(entity_id, [...(byEntity.get(entity_id) ?? []), attachment]);
    }
    return byEntity;
  }

  /** Returns the file of that name, if there is one. */
  async find(
    principal: Principal,
    { entityType, entityId, fileName }: AttachmentName,
  ): Promise<Attachment | undefined> {
    const [row] = await this.#read(principal, entityType, [entityId], [fileName]);
    return row;
  }

  /** Returns the bytes of a file, or a range of them. */
  async read({ key, file_name }: Attachment, range?: ByteRange): Promise<Readable> {
    const bytes = await mapStoreErrors(() => this.store.read(key, range));
    if (!bytes)
      throw new VitrineError('not_found', `the file of the attachment "${file_name}" is missing in the file store`);
    return bytes;
  }

  /**
   * Deletes the files of traces or spans.
   *
   * @param fileNames only these; all of them if left out
   */
  async delete(
    principal: Principal,
    entityType: AttachedEntity,
    entityIds: readonly string[],
    fileNames?: readonly string[],
  ): Promise<void> {
    for (const ids of chunksOf(entityIds, CHUNK)) {
      const rows = await this.#read(principal, entityType, ids, fileNames);
      await this.#write(
        principal,
        entityType,
        rows.map(({ entity_id, file_name }) => ({ entity_id, file_name, is_deleted: 1 })),
      );
      if (rows.length > 0) await this.store.delete(rows.map((row) => row.key));
    }
  }

  /**
   * Moves the files of traces or spans to other ids.
   *
   * @param ids new id of each
   */
  async move(principal: Principal, entityType: AttachedEntity, ids: ReadonlyMap<string, string>): Promise<void> {
    const moved = [...ids].filter(([from, to]) => from !== to).map(([from]) => from);
    for (const row of await this.#read(serverPrincipal(principal.workspace), entityType, moved)) {
      const entityId = ids.get(row.entity_id) ?? row.entity_id;
      const bytes = await mapStoreErrors(() => this.store.read(row.key));
      const name = { entityType, entityId, fileName: row.file_name, mimeType: row.mime_type };
      if (bytes) await this.write(principal, { ...name, projectId: row.project_id }, bytes, row.file_size);
    }
    await this.delete(principal, entityType, moved);
  }

  #read(
    principal: Principal,
    entity: AttachedEntity,
    ids: readonly string[],
    names?: readonly string[],
  ): Promise<AttachmentRow[]> {
    return this.#database
      .of(principal)
      .about(aboutEntities(entity, ids))
      .read<AttachmentRow>(
        `SELECT ${COLUMNS} FROM attachments FINAL
       WHERE workspace = {workspace:String} AND entity_type = {entity:String} AND entity_id IN {ids:Array(String)}
         ${names ? 'AND file_name IN {names:Array(String)}' : ''} ORDER BY entity_id, file_name`,
        { entity, ids, ...(names && { names: names.map((name) => name.toWellFormed()) }) },
      );
  }

  #write(principal: Principal, entity_type: AttachedEntity, rows: readonly object[]): Promise<void> {
    return this.#commit.commit(
      principal,
      rows.map((row) => ({ ...row, entity_type, version: this.#clock.next().toString() })),
    );
  }

  /** Returns the trace whose retention the file follows; '' if its span is unknown. */
  async #traceOf(principal: Principal, entity: AttachedEntity, id: string): Promise<string> {
    if (entity === 'trace') return id;
    return (await locateEntities(this.#database, principal, 'span', [id])).get(id)?.trace_id ?? '';
  }
}

/** Error codes of a failed connection to S3. */
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH']);

/** Runs an operation of the file store, and converts its failures to errors for the client. */
export async function mapStoreErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WrongSize)
      throw new VitrineError('malformed', `the file has another length than announced: ${error.message}`);
    if (error instanceof WrongParts)
      throw new VitrineError('malformed', `the parts do not make up the file: ${error.message}`);
    const { code, $fault, message } = error as NodeJS.ErrnoException & { $fault?: unknown };
    if ($fault !== undefined || NETWORK.has(code ?? '')) {
      throw new StorageUnavailable(`S3 failed to read or write a file: ${message}`);
    }
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new StorageUnavailable('the disk for attachments is full');
    throw error;
  }
}
