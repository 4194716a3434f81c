import { SPAN_COLUMNS, TRACE_COLUMNS } from './rows.ts';
import type { Table as Described } from './table.ts';

/** Shared by scores, comments and attachments: they belong to an entity and are kept as long as its trace. */
const OF_ENTITY = {
  shardedBy: 'entity_id',
  tombstones: true,
  writtenBlind: true,
  ofProject: true,
  ofEntity: true,
} as const;

const ABOUT_THREADS = { entityId: 'entity_id', only: "entity_type = 'thread'" };

/**
 * All stream tables. Rows are deleted in this order: `traces` comes after the tables whose rows are found through their
 * traces.
 */
export const TABLES = [
  {
    name: 'feedback_scores',
    key: ['entity_type', 'entity_id', 'name', 'author'],
    ...OF_ENTITY,
    kept: { traceId: "if(trace_id != '', trace_id, entity_id)", only: "entity_type != 'thread'" },
    ofThread: ABOUT_THREADS,
  },
  {
    name: 'comments',
    key: ['entity_type', 'entity_id', 'id'],
    ...OF_ENTITY,
    kept: { traceId: 'trace_id', only: "entity_type != 'thread'" },
    ofThread: ABOUT_THREADS,
  },
  {
    name: 'attachments',
    key: ['entity_type', 'entity_id', 'file_name'],
    ...OF_ENTITY,
    kept: { traceId: "if(trace_id != '', trace_id, entity_id)" },
  },
  {
    name: 'threads',
    key: ['project_id', 'thread_id'],
    shardedBy: 'thread_id',
    tombstones: true,
    writtenBlind: true,
    ofProject: true,
    ofEntity: false,
    ofThread: { entityId: "concat(project_id, '/', thread_id)", only: '1' },
  },
  {
    name: 'spans',
    weekly: true,
    columns: SPAN_COLUMNS,
    key: ['project_id', 'trace_id', 'id'],
    shardedBy: 'trace_id',
    tombstones: true,
    writtenBlind: false,
    ofProject: true,
    ofEntity: false,
    kept: { traceId: 'trace_id' },
  },
  {
    name: 'trace_stats',
    weekly: true,
    key: ['project_id', 'trace_id'],
    shardedBy: 'trace_id',
    tombstones: true,
    writtenBlind: true,
    ofProject: true,
    ofEntity: false,
    kept: { traceId: 'trace_id' },
  },
  {
    name: 'traces',
    weekly: true,
    columns: TRACE_COLUMNS,
    key: ['project_id', 'id'],
    shardedBy: 'id',
    tombstones: true,
    writtenBlind: false,
    ofProject: true,
    ofEntity: false,
    kept: { traceId: 'id' },
  },
  // ClickHouse deletes the rows after a day (TTL).
  {
    name: 'pending_writes',
    key: ['entity', 'id', 'version'],
    shardedBy: 'id',
    tombstones: false,
    writtenBlind: false,
    ofProject: false,
    ofEntity: false,
  },
  // Bounds only become wider: a superfluous row is harmless.
  {
    name: 'time_skew',
    key: ['project_id', 'entity', 'month'],
    shardedBy: 'project_id',
    tombstones: false,
    writtenBlind: false,
    ofProject: false,
    ofEntity: false,
  },
  // Low-volume entities of all kinds; `Records` deletes them.
  {
    name: 'records',
    key: ['kind', 'id'],
    shardedBy: 'id',
    tombstones: false,
    writtenBlind: false,
    ofProject: false,
    ofEntity: false,
  },
] as const satisfies readonly Described[];

/** Name of a stream table. */
export type TableName = (typeof TABLES)[number]['name'];

/** Tables with a partition for each week of trace ids. */
export const WEEKLY_TABLES: readonly TableName[] = (TABLES as readonly Table[])
  .filter(({ weekly }) => weekly)
  .map(({ name }) => name);

/** A stream table by its name. */
export interface Table extends Described {
  name: TableName;
}

/** Name of a table whose rows belong to one trace, span or thread. */
export type EntityTableName = Extract<(typeof TABLES)[number], { ofEntity: true }>['name'];
