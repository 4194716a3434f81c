import { lowestId } from '@vitrine/core/model';
import type { Database } from '../../storage/database/database.ts';
import { WEEKLY_TABLES, type TableName } from '../../storage/tables/tables.ts';
import type { UnboundDatabase } from '../../storage/database/workspace-database.ts';
import { deleteOlder } from './delete-older.ts';
import type { Drop } from './drops.ts';

/** Reason why the cap works across workspaces. */
const DISK = 'the disk holds the rows of all workspaces';
/** Target size as a share of the cap, so that several hours are deleted at once. */
const TARGET = 0.9;
const HOUR_MS = 3_600_000;
/** The days of a week. */
const DAYS = 7;

/** Size of a week of traces. */
interface Week {
  /** Its partition, named after its Monday, such as `20260112`. */
  id: string;
  /** Bytes on disk, and how many of them belong to deleted rows, estimated by the share of deleted rows. */
  bytes: number;
  deletedBytes: number;
  /** Number of rows that are not deleted. */
  rows: number;
}

/**
 * Returns the size of the database on disk, in bytes. Replaced parts that are about to be removed do not count.
 *
 * @param files whether the files of attachments are on the same disk: then they count
 */
export async function databaseBytes(database: Database, files: boolean): Promise<number> {
  const disk = database.acrossWorkspaces(DISK);
  const [row] = await disk.read<{ bytes: number }>(
    `SELECT sum(bytes_on_disk) ${files ? '+ (SELECT sum(file_size) FROM attachments FINAL)' : ''} AS bytes
     FROM system.parts WHERE active AND database = currentDatabase()`,
  );
  return row?.bytes ?? 0;
}

/**
 * Drops the oldest traces while the database exceeds its cap. A week that has to be deleted completely is dropped as a
 * partition, which costs nothing. Otherwise the oldest hours of the week are deleted, and the engine then rewrites the
 * week without them. The newest hour always stays.
 *
 * @param files whether the files of attachments are on the same disk
 * @returns each drop, as soon as it is done
 */
export async function* holdSizeCap(database: Database, maxBytes: number, files: boolean): AsyncGenerator<Drop> {
  const disk = database.acrossWorkspaces(DISK);
  for (;;) {
    const bytes = await databaseBytes(database, files);
    if (bytes <= maxBytes) return;
    const [oldest, next] = await oldestWeeks(disk);
    if (!oldest) return;
    const isNewest = !next?.rows;
    const hours = await hoursOf(disk, oldest, files);
    const excess = excessHours(hours, bytes - TARGET * maxBytes - oldest.deletedBytes, isNewest);
    const isWhole = !isNewest && excess.length === hours.length;
    const last = excess.at(-1);
    const endMs = isWhole ? endOf(oldest) : last && (last.hour + 1) * HOUR_MS;
    if (endMs !== undefined) {
      let rows = 0;
      try {
        if (isWhole) rows += await dropWeek(disk, oldest);
        for await (const deleted of deleteOlder(database, endMs)) rows += deleted;
      } finally {
        // Reported even if deleting the rest failed.
        if (rows > 0) {
          yield {
            at: new Date().toISOString(),
            reason: 'size',
            project_id: null,
            before: new Date(endMs).toISOString(),
            rows,
            why: `the database took ${gigabytes(bytes)} of at most ${gigabytes(maxBytes)} (clickhouse.maxBytes, VITRINE_MAX_BYTES)`,
          };
        }
      }
    }
    if (isWhole) continue;
    if (last || oldest.deletedBytes > 0) await rewriteWeek(disk, oldest);
    return;
  }
}

/** Returns the oldest week and the one after it, if they exist. */
async function oldestWeeks(disk: UnboundDatabase): Promise<Week[]> {
  const parts = await disk.read<{ id: string; table: TableName; bytes: number; rows: number }>(
    `WITH (SELECT arraySlice(arraySort(groupUniqArray(partition_id)), 1, 2) FROM system.parts
           WHERE active AND database = currentDatabase() AND parts.rows > 0
             AND table IN {tables:Array(String)}) AS oldest
     SELECT partition_id AS id, table, sum(bytes_on_disk) AS bytes, sum(parts.rows) AS rows FROM system.parts AS parts
     WHERE active AND database = currentDatabase() AND table IN {tables:Array(String)} AND has(oldest, partition_id)
     GROUP BY id, table ORDER BY id`,
    { tables: WEEKLY_TABLES },
  );
  const found = new Map<string, Week>();
  for (const { id, table, bytes, rows } of parts) {
    const live = await disk.read<{ rows: number }>(
      `SELECT count() AS rows FROM ${table} WHERE _partition_id = {id:String}`,
      { id },
    );
    const left = live[0]?.rows ?? 0;
    const week = found.get(id) ?? { id, bytes: 0, deletedBytes: 0, rows: 0 };
    week.bytes += bytes;
    week.deletedBytes += rows > 0 ? (bytes * (rows - left)) / rows : 0;
    week.rows += left;
    found.set(id, week);
  }
  return [...found.values()];
}

/** Returns the end of a week, in ms. */
function endOf({ id }: Week): number {
  return Date.UTC(Number(id.slice(0, 4)), Number(id.slice(4, 6)) - 1, Number(id.slice(6)) + DAYS);
}

/** Size of an hour of traces. */
interface Hour {
  /** Number of hours since 1970. */
  hour: number;
  /** Rows of traces and spans; 0 if there are only files. */
  rows: number;
  bytes: number;
}

/** Returns the hours of a week, oldest first, preceded by earlier hours that hold only files. */
async function hoursOf(disk: UnboundDatabase, week: Week, files: boolean): Promise<Hour[]> {
  const ofFiles = `UNION ALL SELECT if(trace_id != '', trace_id, entity_id) AS trace, 0 AS is_row, file_size AS bytes
                   FROM attachments FINAL WHERE trace < {end:String}`;
  const hours = await disk.read<{ hour: number; rows: number; fileBytes: number }>(
    `SELECT intDiv(toUnixTimestamp64Milli(UUIDv7ToDateTime(toUUIDOrZero(trace), 'UTC')), ${HOUR_MS}) AS hour,
       sum(is_row) AS rows, sum(bytes) AS fileBytes
     FROM (SELECT trace_id AS trace, 1 AS is_row, 0 AS bytes FROM spans WHERE _partition_id = {id:String}
           UNION ALL SELECT id AS trace, 1 AS is_row, 0 AS bytes FROM traces WHERE _partition_id = {id:String}
           ${files ? ofFiles : ''})
     GROUP BY hour ORDER BY hour`,
    { id: week.id, end: lowestId(endOf(week)) },
  );
  const rows = hours.reduce((sum, hour) => sum + hour.rows, 0);
  const bytesPerRow = (week.bytes - week.deletedBytes) / Math.max(1, rows);
  return hours.map(({ hour, rows: inHour, fileBytes }) => ({
    hour,
    rows: inHour,
    bytes: inHour * bytesPerRow + fileBytes,
  }));
}

/**
 * Returns the oldest hours that have to go to free the given number of bytes.
 *
 * @param isNewest whether they are of the newest week: then the last hour with traces stays, with everything later
 */
function excessHours(hours: readonly Hour[], bytes: number, isNewest: boolean): Hour[] {
  const mayGo = isNewest
    ? hours.slice(
        0,
        Math.max(
          0,
          hours.findLastIndex((hour) => hour.rows > 0),
        ),
      )
    : hours;
  const excess: Hour[] = [];
  let freed = 0;
  for (const hour of mayGo) {
    if (freed >= bytes) break;
    freed += hour.bytes;
    excess.push(hour);
  }
  return excess;
}

/** Drops a week. Returns its number of rows. */
async function dropWeek(disk: UnboundDatabase, { id, rows }: Week): Promise<number> {
  for (const table of WEEKLY_TABLES) await disk.command(`ALTER TABLE ${table} DROP PARTITION ID '${id}'`);
  return rows;
}

/**
 * Starts the rewrite of a week without its deleted rows. The engine does it in the background, because several GB take
 * longer than a request may. A rewrite that is already running is not started again.
 */
async function rewriteWeek(disk: UnboundDatabase, { id }: Week): Promise<void> {
  const rewrite = `APPLY DELETED MASK IN PARTITION ID '${id}'`;
  const running = await disk.read<{ table: string }>(
    `SELECT table FROM system.mutations
     WHERE database = currentDatabase() AND NOT is_done AND position(command, {rewrite:String}) > 0`,
    { rewrite },
  );
  for (const table of WEEKLY_TABLES) {
    if (running.some((mutation) => mutation.table === table)) continue;
    await disk.command(`ALTER TABLE ${table} ${rewrite} SETTINGS mutations_sync = 0`);
  }
}

function gigabytes(bytes: number): string {
  return bytes < 1e8 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
