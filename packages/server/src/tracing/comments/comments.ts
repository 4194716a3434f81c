import { newId, type Comment } from '@vitrine/core/model';
import { authorOf } from '../../platform/auth/authorship.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { chunksOfTexts } from '../../storage/batches/chunks-of.ts';
import { GroupCommit } from '../../storage/group-commit/group-commit.ts';
import { aboutEntities } from '../entities/about-entities.ts';
import type { EntityType } from '../entities/entity-type.ts';

/** Entity of a comment. For a thread, `entityId` is its `threadEntityId()`. */
export interface CommentTarget {
  entityId: string;
  /** Trace of a trace or span; '' for a thread. */
  traceId: string;
  projectId: string;
}

interface CommentRow extends Comment {
  entity_id: string;
}

type StoredComment = CommentRow & { project_id: string; trace_id: string };

const STORED = 'entity_id, id, text, project_id, trace_id, created_at, created_by, last_updated_at, last_updated_by';

/** Comments on traces, spans and threads. */
export class Comments {
  readonly #database: Database;
  readonly #clock: HybridLogicalClock;
  readonly #commit: GroupCommit;

  constructor(database: Database, clock: HybridLogicalClock) {
    this.#database = database;
    this.#clock = clock;
    this.#commit = new GroupCommit(database, 'comments');
  }

  /** Adds a comment with the principal as its author. */
  async add(principal: Principal, entity: EntityType, about: CommentTarget, text: string): Promise<Comment> {
    const now = new Date().toISOString();
    const { subject } = principal;
    const comment = {
      id: newId(),
      text: text.toWellFormed(),
      created_at: now,
      created_by: subject,
      last_updated_at: now,
      last_updated_by: subject,
    };
    const { entityId, projectId, traceId } = about;
    await this.#write(principal, entity, [
      { ...comment, entity_id: entityId.toWellFormed(), project_id: projectId, trace_id: traceId },
    ]);
    return comment;
  }

  /** Returns the comment of that id on an entity of that type, if there is one. */
  async get(
    principal: Principal,
    entity: EntityType,
    id: string,
  ): Promise<(Comment & { entityId: string }) | undefined> {
    const [row] = await this.#stored(principal, entity, [id]);
    return row && { ...toComment(row), entityId: row.entity_id };
  }

  /**
   * Changes the text of a comment. Returns whether it exists.
   *
   * @throws {VitrineError} `forbidden` if somebody else wrote it and the caller may not moderate
   */
  async update(principal: Principal, entity: EntityType, id: string, text: string): Promise<boolean> {
    const [row] = await this.#stored(principal, entity, [id]);
    if (!row) return false;
    authorOf(principal, row.created_by, 'comments:moderate');
    const last = { last_updated_at: new Date().toISOString(), last_updated_by: principal.subject };
    await this.#write(principal, entity, [{ ...row, ...last, text: text.toWellFormed() }]);
    return true;
  }

  /**
   * Deletes comments by their ids; unknown ids are ignored.
   *
   * @throws {VitrineError} `forbidden` if others wrote some of them and the caller may not moderate; none is deleted
   */
  async delete(principal: Principal, entity: EntityType, ids: readonly string[]): Promise<void> {
    const rows = await this.#stored(principal, entity, ids);
    for (const { created_by } of rows) authorOf(principal, created_by, 'comments:moderate');
    await this.#deleteRows(principal, entity, rows);
  }

  /** Deletes all comments on the given entities. */
  async deleteOf(principal: Principal, entity: EntityType, entityIds: readonly string[]): Promise<void> {
    for (const ids of chunksOfTexts(entityIds)) {
      const rows = await this.#database.of(principal).read<{ entity_id: string; id: string }>(
        `SELECT entity_id, id FROM comments FINAL
         WHERE workspace = {workspace:String} AND entity_type = {entity:String} AND entity_id IN {ids:Array(String)}`,
        { workspace: principal.workspace, entity, ids },
      );
      await this.#deleteRows(principal, entity, rows);
    }
  }

  /** Moves the comments on an entity to another entity, whose own comments stay. */
  async move(
    principal: Principal,
    entity: EntityType,
    from: string,
    to: Pick<CommentTarget, 'entityId' | 'traceId'>,
  ): Promise<void> {
    if (from === to.entityId) return;
    const rows = await this.#database.of(principal).read<StoredComment>(
      `SELECT ${STORED} FROM comments FINAL
       WHERE workspace = {workspace:String} AND entity_type = {entity:String} AND entity_id = {from:String}`,
      { workspace: principal.workspace, entity, from },
    );
    const moved = rows.map((row) => ({ ...row, entity_id: to.entityId, trace_id: to.traceId }));
    await this.#write(principal, entity, moved);
    await this.#deleteRows(principal, entity, rows);
  }

  /**
   * Returns the comments on entities by entity id, oldest first; an entity without comments is absent.
   *
   * @param entityIds the ids of traces or spans, or `threadEntityId()` of threads
   */
  async read(
    principal: Principal,
    entity: EntityType,
    entityIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<Map<string, Comment[]>> {
    const reads = [...chunksOfTexts(entityIds)].map((ids) =>
      this.#database
        .of(principal)
        .about(aboutEntities(entity, ids))
        .read<CommentRow>(
          `SELECT entity_id, id, text, created_at, created_by, last_updated_at, last_updated_by FROM comments FINAL
         WHERE workspace = {workspace:String} AND entity_type = {entity:String} AND entity_id IN {ids:Array(String)}
         ORDER BY entity_id, id`,
          { workspace: principal.workspace, entity, ids },
          signal,
        ),
    );
    const rows = (await Promise.all(reads)).flat();
    const byEntity = new Map<string, Comment[]>();
    for (const row of rows) {
      const comments = byEntity.get(row.entity_id);
      if (comments) comments.push(toComment(row));
      else byEntity.set(row.entity_id, [toComment(row)]);
    }
    return byEntity;
  }

  #stored(principal: Principal, entity: EntityType, ids: readonly string[]): Promise<StoredComment[]> {
    return this.#database.of(principal).read<StoredComment>(
      `SELECT ${STORED} FROM comments FINAL
       WHERE workspace = {workspace:String} AND entity_type = {entity:String} AND id IN {ids:Array(String)}`,
      { workspace: principal.workspace, entity, ids },
    );
  }

  #deleteRows(
    principal: Principal,
    entity: EntityType,
    rows: readonly { entity_id: string; id: string }[],
  ): Promise<void> {
    return this.#write(
      principal,
      entity,
      rows.map(({ entity_id, id }) => ({ entity_id, id, is_deleted: 1 })),
    );
  }

  #write(principal: Principal, entity_type: EntityType, rows: readonly object[]): Promise<void> {
    return this.#commit.commit(
      principal,
      rows.map((row) => ({ ...row, entity_type, version: this.#clock.next().toString() })),
    );
  }
}

function toComment({ id, text, created_at, created_by, last_updated_at, last_updated_by }: CommentRow): Comment {
  return { id, text, created_at, created_by, last_updated_at, last_updated_by };
}
