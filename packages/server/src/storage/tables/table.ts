import type { Columns } from './column.ts';

/** How long the rows of a table are kept: as long as their trace, whose id carries its time. */
interface KeptWithTrace {
  /** SQL of the id of the row's trace. */
  traceId: string;
  /** SQL that rows without a trace fail, such as those about threads. */
  only?: string;
}

/**
 * A stream table: what it is called, what finds and moves its rows. Sharding, deletion, retention, the purge of tombstones
 * and the tenant guard are derived from it, so a new table is added here and nowhere else.
 */
export interface Table {
  name: string;
  /** The columns that rows are written with, where rows are made from this description. */
  columns?: Columns;
  /** The columns that name a row, beside its workspace, in the order of the sorting key. */
  key: readonly string[];
  /**
   * The column that decides on which shard of a cluster a row lies. It is in the sorting key, so that all versions of a row
   * meet.
   */
  shardedBy: string;
  /** Deleted rows leave a tombstone, which is purged later. */
  tombstones: boolean;
  /** Rows are written without a look at what is stored: the clock must start above all stored versions. */
  writtenBlind: boolean;
  /** Rows have a `project_id`, and go with their project. */
  ofProject: boolean;
  /** Rows belong to one trace, span or thread, and go with it. */
  ofEntity: boolean;
  /** The table has a partition for each week of trace ids. */
  weekly?: true;
  /** Rows go with their trace. */
  kept?: KeptWithTrace;
  /** SQL of the entity id of a row about a thread (`<project>/<thread>`), and what rows are about threads. */
  ofThread?: { entityId: string; only: string };
}
