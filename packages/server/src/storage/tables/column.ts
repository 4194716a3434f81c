import type { ColumnType } from '../encoding/native-block.ts';

/**
 * How a column appears in REST responses and in streams of rows:
 *
 * - `text`, `number`, `list`, `counts`: the stored value, left out if it is empty;
 * - `always`: the stored value, even if it is empty;
 * - `json`: the parsed JSON text, shortened if the caller requests it;
 * - `error`: the parsed JSON text.
 */
export type AnswerForm = 'text' | 'number' | 'list' | 'counts' | 'always' | 'json' | 'error';

/** How a field of a write sets the column of the same name. `text` makes the text well-formed Unicode first. */
type WriteForm = 'text' | 'as-is';

/** Properties of a column other than its type. */
interface ColumnOptions {
  /** How the column appears in REST responses; not at all if left out. */
  answer?: AnswerForm;
  /** The value that an empty one stands for in filters, and in responses of the form `always`. */
  emptyMeans?: string;
  /** The values that clients accept. A stream of rows leaves out other values. */
  values?: readonly string[];
  /** Lists can be sorted by it. */
  sortable?: boolean;
  /** Callers may exclude it from a response. */
  excludable?: boolean;
  /** May be large, so it is not read if the caller excludes it. */
  large?: boolean;
  /** How a field of the same name sets it; if left out, ingest computes the value from other fields. */
  write?: WriteForm;
  /** Expression for the value that is shown, filtered and sorted by, if it is not the stored one. */
  shownAs?: string;
  /** ClickHouse computes it: it is never written. */
  computed?: boolean;
}

/** A column of a stream table. */
export interface Column<Value = unknown> extends ColumnOptions {
  type: ColumnType;
  /** The value in an empty row. */
  empty: Value;
}

/** Columns by name. A column has the same name in ClickHouse, on the wire and in rows. */
export type Columns = Readonly<Record<string, Column>>;

/** Type of a column's values. */
export type ValueOf<Declared> = Declared extends Column<infer Value> ? Value : never;

/** Type of a row with the given columns, without those that ClickHouse computes. */
export type RowOf<Declared> = {
  -readonly [Name in keyof Declared as Declared[Name] extends { computed: true } ? never : Name]: ValueOf<
    Declared[Name]
  >;
};

/** Returns a function that declares columns of one type. */
function kind<Value>(type: ColumnType, empty: Value) {
  return <const Options extends ColumnOptions = object>(options?: Options): Column<Value> & Options =>
    ({ type, empty, ...options }) as Column<Value> & Options;
}

/** A text column with many different values. */
export const text = kind<string>('String', '');
/** A text column with few different values, stored as a dictionary. */
export const label = kind<string>('LowCardinality(String)', '');
export const labels = kind<string[]>('Array(LowCardinality(String))', []);
export const flag = kind<0 | 1>('UInt8', 0);
export const integer = kind<number>('Int64', 0);
/** A 64-bit number as text. */
export const version = kind<string>('UInt64', '0');
export const number = kind<number | null>('Nullable(Float64)', null);
/** A time with microseconds, ISO 8601. */
export const time = kind<string>("DateTime64(6, 'UTC')", '');
export const optionalTime = kind<string | null>("Nullable(DateTime64(6, 'UTC'))", null);
/** USD, with twelve digits. */
export const cost = kind<number | null>('Nullable(Decimal(38, 12))', null);
export const textMap = kind<Record<string, string>>('Map(LowCardinality(String), String)', {});
export const countMap = kind<Record<string, number>>('Map(LowCardinality(String), Int64)', {});

/** Returns the columns that are written, which are all except those that ClickHouse computes. */
export function writtenColumns<Declared extends Columns>(
  columns: Declared,
): { [Name in keyof RowOf<Declared>]: Column } {
  return Object.fromEntries(Object.entries(columns).filter(([, { computed }]) => !computed)) as never;
}

/** Returns a row with the empty value in every column, so that a copy keeps its hidden class when it is filled in. */
export function emptyRow<Declared extends Columns>(columns: Declared): RowOf<Declared> {
  const written = Object.entries<Column>(writtenColumns(columns));
  const values = written.map(([name, { empty }]) => [name, empty]);
  // JSON.parse makes an object with room for all of its fields, which is copied faster than an object that grew.
  return JSON.parse(JSON.stringify(Object.fromEntries(values))) as RowOf<Declared>;
}
