import type { AuthorScore, FeedbackScore, FeedbackScoreWrite, ScoreSource } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { chunksOfTexts } from '../../storage/batches/chunks-of.ts';
import { reasonOf, type Accounting } from '../../platform/accounting/accounting.ts';
import { aboutEntities } from '../entities/about-entities.ts';
import type { EntityType } from '../entities/entity-type.ts';
import { textOrder } from '../query/text-order.ts';
import { groupBy } from '../../storage/batches/group-by.ts';
import { GroupCommit } from '../../storage/group-commit/group-commit.ts';

/** Score and its entity. */
export interface EntityScore {
  entityId: string;
  /** Trace of a span, so that both are stored on one shard. */
  traceId?: string;
  projectId: string;
  score: FeedbackScoreWrite;
  /** Author of the score. It is ignored if the writer is a particular user. */
  author?: string | null | undefined;
}

interface ScoreRow {
  entity_id: string;
  name: string;
  author: string;
  value: number;
  category_name: string;
  reason: string;
  source: ScoreSource;
  created_at: string;
  last_updated_at: string;
}

/**
 * Scores of traces, spans and threads: one value for each entity, name and author. A repeated write overwrites it. A
 * score may arrive before its entity.
 */
export class Scores {
  readonly #database: Database;
  readonly #clock: HybridLogicalClock;
  readonly #commit: GroupCommit;
  readonly #accounting: Accounting;

  constructor(database: Database, clock: HybridLogicalClock, accounting: Accounting) {
    this.#accounting = accounting;
    this.#database = database;
    this.#clock = clock;
    this.#commit = new GroupCommit(database, 'feedback_scores');
  }

  /** Writes scores of one entity type, with the principal as the author of those that name none. */
  async write(principal: Principal, entity: EntityType, scores: readonly EntityScore[]): Promise<void> {
    const now = new Date().toISOString();
    const rows = scores.map(({ entityId, traceId, projectId, score, author }) => ({
      entity_type: entity,
      entity_id: entityId.toWellFormed(),
      name: score.name.toWellFormed(),
      author: author?.toWellFormed() || principal.subject,
      project_id: projectId,
      trace_id: traceId ?? '',
      value: score.value,
      category_name: score.category_name?.toWellFormed() ?? '',
      reason: score.reason?.toWellFormed() ?? '',
      source: score.source,
      created_at: now,
      last_updated_at: now,
      version: this.#clock.next().toString(),
    }));
    this.#accounting.received('feedback_scores', rows.length);
    try {
      await this.#commit.commit(principal, rows);
      this.#accounting.committed('feedback_scores', rows.length);
    } catch (error) {
      this.#accounting.refused('feedback_scores', reasonOf(error), rows.length);
      throw error;
    }
  }

  /**
   * Deletes scores.
   *
   * @param author only this author's; everybody's if left out
   */
  async delete(
    principal: Principal,
    entity: EntityType,
    entityIds: readonly string[],
    which: { names?: readonly string[]; author?: string | undefined } = {},
  ): Promise<void> {
    const rows = await this.#stored<{ entity_id: string; name: string; author: string }>(
      principal,
      entity,
      `SELECT entity_id, name, author FROM feedback_scores FINAL
       WHERE ${OF_ENTITIES}
         ${which.names ? 'AND name IN {names:Array(String)}' : ''} ${which.author === undefined ? '' : 'AND author = {author:String}'}`,
      { ...which },
      entityIds,
    );
    await this.#commit.commit(
      principal,
      rows.map((row) => ({
        ...row,
        entity_type: entity,
        is_deleted: 1,
        version: this.#clock.next().toString(),
      })),
    );
  }

  /** Returns the scores of entities by entity id, each averaged over its authors. */
  async read(
    principal: Principal,
    entity: EntityType,
    entityIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<Map<string, FeedbackScore[]>> {
    const rows = await this.#stored<ScoreRow>(
      principal,
      entity,
      `SELECT entity_id, name, author, value, category_name, reason, source, created_at, last_updated_at
       FROM feedback_scores FINAL PREWHERE ${OF_ENTITIES}`,
      {},
      entityIds,
      signal,
    );
    const byEntity = new Map<string, FeedbackScore[]>();
    // Ordered here, because sorting a few rows takes less time than ClickHouse needs to plan it.
    for (const [id, ofEntity] of groupBy(rows, (row) => row.entity_id)) {
      const byTime = ofEntity.toSorted((a, b) => textOrder(a.last_updated_at, b.last_updated_at));
      const byName = [...groupBy(byTime, (row) => row.name)].toSorted(([a], [b]) => textOrder(a, b));
      byEntity.set(
        id,
        byName.map(([, ofName]) => averageOf(ofName)),
      );
    }
    return byEntity;
  }

  /** Reads rows about entities in chunks, because the ids of threads may be long. */
  async #stored<Row>(
    principal: Principal,
    entity: EntityType,
    query: string,
    parameters: Record<string, unknown>,
    entityIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<Row[]> {
    const reads = [...chunksOfTexts(entityIds)].map((ids) =>
      this.#database
        .of(principal)
        .about(aboutEntities(entity, ids))
        .read<Row>(query, { ...parameters, entity, ids }, signal),
    );
    return (await Promise.all(reads)).flat();
  }
}

const OF_ENTITIES =
  'workspace = {workspace:String} AND entity_type = {entity:String} AND entity_id IN {ids:Array(String)}';

/** Averages the values of a score's authors. Category and reason are those of the author who wrote last. */
function averageOf(rows: readonly ScoreRow[]): FeedbackScore {
  const first = rows[0] as ScoreRow;
  const last = rows.at(-1) as ScoreRow;
  return {
    name: last.name,
    value: rows.reduce((sum, row) => sum + row.value, 0) / rows.length,
    category_name: last.category_name || null,
    reason: last.reason || null,
    source: last.source,
    created_at: first.created_at,
    created_by: first.author,
    last_updated_at: last.last_updated_at,
    last_updated_by: last.author,
    value_by_author: Object.fromEntries(rows.map((row) => [row.author, authorScore(row)])),
  };
}

function authorScore({ value, category_name, reason, source, last_updated_at }: ScoreRow): AuthorScore {
  return { value, category_name: category_name || null, reason: reason || null, source, last_updated_at };
}
