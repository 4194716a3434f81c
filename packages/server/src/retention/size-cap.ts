import type { Database } from '../clickhouse/database.ts';
import { deleteOlder } from './delete-older.ts';
import type { Drop } from './drops.ts';

const TABLES = ['trace_stats', 'spans', 'traces'] as const;
/** Inside the last week so much of the cap is aimed at, so that not every hour has to go by itself. */
const TARGET = 0.9;
const HOUR_MS = 3_600_000;
/** The days of a week. */
const DAYS = 7;

/** What a week of traces takes. */
interface Week {
  /** Its partition, its Monday, such as `20260112`. */
  id: string;
  /** On disk; and of that what deleted rows still take, by their share of the rows. In bytes. */
  bytes: number;
  deletedBytes: number;
  /** With what is deleted. */
  rows: number;
}

/**
 * What the database takes on disk, in bytes. Parts that were replaced and are about to go do not count.
 *
 * @param files whether the files of attachments are on the same disk: then they count
 */
export async function databaseBytes(database: Database, files: boolean): Promise<number> {
  const [row] = await database.read<{ bytes: number }>(
    `SELECT sum(bytes_on_disk) ${files ? '+ (SELECT sum(file_size) FROM attachments FINAL)' : ''} AS bytes
     FROM system.parts WHERE active AND database = currentDatabase()`,
  );
  return row?.bytes ?? 0;
}

/**
 * Drops the oldest traces while the database is larger than its cap: whole weeks of traces, spans and statistics
 * together, which costs nothing; inside the last week the oldest hours, and that week is rewritten without them. The
 * newest hour always stays.
 *
 * @param files whether the files of attachments are on the same disk
 * @returns what was dropped
 */
export async function holdSizeCap(database: Database, maxBytes: number, files: boolean): Promise<Drop[]> {
  const drops: Drop[] = [];
  for (;;) {
    const bytes = await databaseBytes(database, files);
    if (bytes <= maxBytes) return drops;
    const [oldest, next] = await oldestWeeks(database);
    if (!oldest) return drops;
    const why = `the database took ${gigabytes(bytes)} of the ${gigabytes(maxBytes)} that it may (clickhouse.maxBytes, VITRINE_MAX_BYTES)`;
    const drop = next
      ? await dropWeek(database, oldest)
      : await dropHours(database, oldest, bytes - TARGET * maxBytes, files);
    if (drop) drops.push({ at: new Date().toISOString(), reason: 'size', project_id: null, why, ...drop });
    if (!next) return drops;
  }
}

/** The oldest week and the one after it, as far as there are any. */
async function oldestWeeks(database: Database): Promise<Week[]> {
  const parts = await database.read<{ id: string; table: (typeof TABLES)[number]; bytes: number; rows: number }>(
    `WITH (SELECT arraySlice(arraySort(groupUniqArray(partition_id)), 1, 2) FROM system.parts
           WHERE active AND database = currentDatabase() AND table IN {tables:Array(String)}) AS oldest
     SELECT partition_id AS id, table, sum(bytes_on_disk) AS bytes, sum(parts.rows) AS rows FROM system.parts AS parts
     WHERE active AND database = currentDatabase() AND table IN {tables:Array(String)} AND has(oldest, partition_id)
     GROUP BY id, table ORDER BY id`,
    { tables: TABLES },
  );
  const found = new Map<string, Week>();
  for (const { id, table, bytes, rows } of parts) {
    const live = await database.read<{ rows: number }>(
      `SELECT count() AS rows FROM ${table} WHERE _partition_id = {id:String}`,
      { id },
    );
    const deleted = rows - (live[0]?.rows ?? 0);
    const week = found.get(id) ?? { id, bytes: 0, deletedBytes: 0, rows: 0 };
    week.bytes += bytes;
    week.deletedBytes += rows > 0 ? (bytes * deleted) / rows : 0;
    week.rows += rows;
    found.set(id, week);
  }
  return [...found.values()];
}

type Dropped = Pick<Drop, 'before' | 'rows'>;

async function dropWeek(database: Database, { id, rows }: Week): Promise<Dropped> {
  for (const table of TABLES) await database.command(`ALTER TABLE ${table} DROP PARTITION ID '${id}'`);
  const endMs = Date.UTC(Number(id.slice(0, 4)), Number(id.slice(4, 6)) - 1, Number(id.slice(6)) + DAYS);
  // What is left are the scores.
  return { before: new Date(endMs).toISOString(), rows: rows + (await deleteOlder(database, endMs)) };
}

async function dropHours(
  database: Database,
  week: Week,
  excessBytes: number,
  files: boolean,
): Promise<Dropped | undefined> {
  const needed = excessBytes - week.deletedBytes;
  const ofFiles = `UNION ALL SELECT if(trace_id != '', trace_id, entity_id) AS trace, file_size AS bytes
                   FROM attachments FINAL`;
  const hours = await database.read<{ hour: number; rows: number; fileBytes: number }>(
    `SELECT intDiv(toUnixTimestamp64Milli(UUIDv7ToDateTime(toUUIDOrZero(trace), 'UTC')), ${HOUR_MS}) AS hour,
       count() AS rows, sum(bytes) AS fileBytes
     FROM (SELECT trace_id AS trace, 0 AS bytes FROM spans WHERE _partition_id = {id:String}
           UNION ALL SELECT id AS trace, 0 AS bytes FROM traces WHERE _partition_id = {id:String}
           ${files ? ofFiles : ''})
     GROUP BY hour ORDER BY hour`,
    { id: week.id },
  );
  const rows = hours.reduce((sum, hour) => sum + hour.rows, 0);
  const bytesPerRow = (week.bytes - week.deletedBytes) / Math.max(1, rows);
  let freed = 0;
  let end: number | undefined;
  for (const { hour, rows: inHour, fileBytes } of hours.slice(0, -1)) {
    if (freed >= needed) break;
    freed += inHour * bytesPerRow + fileBytes;
    end = hour + 1;
  }
  let dropped: Dropped | undefined;
  if (end !== undefined) {
    const endMs = end * HOUR_MS;
    dropped = { before: new Date(endMs).toISOString(), rows: await deleteOlder(database, endMs) };
  }
  if (dropped || week.deletedBytes > 0) {
    for (const table of TABLES) await database.command(`OPTIMIZE TABLE ${table} PARTITION ID '${week.id}' FINAL`);
  }
  return dropped;
}

function gigabytes(bytes: number): string {
  return bytes < 1e8 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
