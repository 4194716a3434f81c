import type { ColumnType } from '../encoding/native-block.ts';

/**
 * How REST answers a column, and how a stream of rows writes it:
 *
 * - `text`, `number`, `list`, `counts`: as it is stored; an empty value is left out;
 * - `always`: as it is stored, also when it is empty;
 * - `json`: parsed from its JSON text, shortened if the caller wants that;
 * - `error`: parsed from its JSON text.
 */
export type AnswerForm = 'text' | 'number' | 'list' | 'counts' | 'always' | 'json' | 'error';

/** How a field of a write sets the column of its name: texts are made well formed first. */
type WriteForm = 'text' | 'as-is';

/** What is known of a column beside its type. */
interface ColumnOptions {
  /** How REST answers the column; not at all if left out. */
  answer?: AnswerForm;
  /** What an empty value counts as in filters, and in an answer of the form `always`. */
  emptyMeans?: string;
  /** The values that clients accept. A stream of rows leaves out others. */
  values?: readonly string[];
  /** Lists can be sorted by it. */
  sortable?: boolean;
  /** Readers may leave it out of an answer. */
  excludable?: boolean;
  /** May be large: it is not read if it is left out of the answer. */
  large?: boolean;
  /** How a field of a write sets it; not by a field of its name alone if left out. */
  write?: WriteForm;
  /** ClickHouse computes it: it is read, and never written. */
  computed?: boolean;
}

/** A column of a stream table. */
export interface Column<Value = unknown> extends ColumnOptions {
  type: ColumnType;
  /** The value of a row of which nothing is known. */
  empty: Value;
}

/** Columns by name: they are called the same in ClickHouse, on the wire and in rows. */
export type Columns = Readonly<Record<string, Column>>;

/** The value of a column. */
export type ValueOf<Declared> = Declared extends Column<infer Value> ? Value : never;

/** The row that is written with some columns. */
export type RowOf<Declared> = {
  -readonly [Name in keyof Declared as Declared[Name] extends { computed: true } ? never : Name]: ValueOf<
    Declared[Name]
  >;
};

/** Makes the columns of one type. */
function kind<Value>(type: ColumnType, empty: Value) {
  return <const Options extends ColumnOptions = object>(options?: Options): Column<Value> & Options =>
    ({ type, empty, ...options }) as Column<Value> & Options;
}

/** A text with many different values. */
export const text = kind<string>('String', '');
/** A text with few different values. */
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

/** The columns that rows are written with. */
export function writtenColumns<Declared extends Columns>(
  columns: Declared,
): { [Name in keyof RowOf<Declared>]: Column } {
  return Object.fromEntries(Object.entries(columns).filter(([, { computed }]) => !computed)) as never;
}

/** A row of which nothing is known. It has every column, so that a copy keeps its shape when it is filled in. */
export function emptyRow<Declared extends Columns>(columns: Declared): RowOf<Declared> {
  const written = Object.entries<Column>(writtenColumns(columns));
  const values = written.map(([name, { empty }]) => [name, empty]);
  // JSON.parse makes an object with room for all of its fields, which is copied faster than one that grew.
  return JSON.parse(JSON.stringify(Object.fromEntries(values))) as RowOf<Declared>;
}
