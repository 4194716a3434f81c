import type { Columns } from './column.ts';

/** Retention of a table whose rows are kept as long as their trace. The id of the trace contains its time. */
interface KeptWithTrace {
  /** SQL of the id of the row's trace. */
  traceId: string;
  /** SQL condition that excludes rows without a trace, such as rows about threads. */
  only?: string;
}

/**
 * Description of a stream table. Sharding, deletion, retention, the purge of tombstones and the tenant guard are
 * derived from it, so that a new table is added in one place.
 */
export interface Table {
  name: string;
  /** Columns of the rows, if rows are encoded from this description. */
  columns?: Columns;
  /** Columns that, together with the workspace, identify a row; in the order of the sorting key. */
  key: readonly string[];
  /**
   * Column that decides which shard of a cluster holds a row. It is part of the sorting key, so that all versions of a
   * row are on one shard.
   */
  shardedBy: string;
  /** Deletion writes a tombstone, which is purged later. */
  tombstones: boolean;
  /** Rows are written without reading the stored version first, so the clock must start above all stored versions. */
  writtenBlind: boolean;
  /** Rows have a `project_id` and are deleted with their project. */
  ofProject: boolean;
  /** Rows belong to one trace, span or thread and are deleted with it. */
  ofEntity: boolean;
  /** The table has a partition for each week of trace ids. */
  weekly?: true;
  /** Set if rows are deleted with their trace. */
  kept?: KeptWithTrace;
  /** SQL of a thread's entity id (`<project>/<thread>`), and the SQL condition that selects rows about threads. */
  ofThread?: { entityId: string; only: string };
}
