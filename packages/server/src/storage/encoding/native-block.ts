import { NativeOutput } from './native-output.ts';

/** The columns of rows, by name. ClickHouse converts the values if a column of the table has another type. */
export type Columns<Row> = { readonly [Name in keyof Row & string]: { readonly type: ColumnType } };

export type ColumnType = keyof typeof TYPES;

/** Encoder of the values of a column. */
interface Type<Value> {
  write: (out: NativeOutput, values: readonly Value[]) => void;
  /** Whether texts are written as a dictionary. The column then begins with the version of the dictionary format. */
  hasDictionary?: boolean | undefined;
}

function each<Value>(writeOne: (out: NativeOutput, value: Value) => void): Type<Value> {
  return {
    write: (out, values) => {
      for (const value of values) writeOne(out, value);
    },
  };
}

const text = each<string>((out, value) => out.text(value));
const integer = each<number>((out, value) => out.integer(value));
const date = each<string>((out, value) => out.date(value));

const DICTIONARY_VERSION = 1;
/** Flags of a dictionary that is part of its block. The width of the indexes is added. */
const OWN_DICTIONARY = 0x600;
const INDEXES_OF_1_BYTE = 0;
const INDEXES_OF_4_BYTES = 2;
const BYTE_INDEXES = 2 ** 8;

/** Writes each distinct text once, the empty text first, and then for each value the index of its text. */
const repeated: Type<string> = {
  hasDictionary: true,
  write: (out, values) => {
    if (values.length === 0) return;
    const indexOf = new Map([['', 0]]);
    const indexes = values.map((value) => {
      const known = indexOf.get(value);
      if (known !== undefined) return known;
      indexOf.set(value, indexOf.size);
      return indexOf.size - 1;
    });
    const isNarrow = indexOf.size <= BYTE_INDEXES;
    out.integer(OWN_DICTIONARY + (isNarrow ? INDEXES_OF_1_BYTE : INDEXES_OF_4_BYTES));
    out.integer(indexOf.size);
    for (const known of indexOf.keys()) out.text(known);
    out.integer(indexes.length);
    for (const index of indexes) {
      if (isNarrow) out.byte(index);
      else out.word(index);
    }
  },
};

/** Writes which values are absent, then all values, with a default for absent ones. */
function nullable<Value>({ write }: Type<Value>, instead: Value): Type<Value | null> {
  return {
    write: (out, values) => {
      for (const value of values) out.byte(value === null ? 1 : 0);
      write(
        out,
        values.map((value) => value ?? instead),
      );
    },
  };
}

/** Writes where each list ends among the items of all lists, then the items. */
function list<Item>({ write, hasDictionary }: Type<Item>): Type<readonly Item[]> {
  return {
    hasDictionary,
    write: (out, lists) => {
      let end = 0;
      for (const { length } of lists) out.integer((end += length));
      write(
        out,
        lists.flatMap((items) => items),
      );
    },
  };
}

/** Writes where each map ends among the entries of all maps, then the names of the entries, then their values. */
function map<Value>(valueType: Type<Value>): Type<Readonly<Record<string, Value>>> {
  return {
    hasDictionary: true,
    write: (out, maps) => {
      const names: string[] = [];
      const values: Value[] = [];
      for (const entries of maps) {
        for (const name of Object.keys(entries)) {
          names.push(name);
          values.push(entries[name] as Value);
        }
        out.integer(names.length);
      }
      repeated.write(out, names);
      valueType.write(out, values);
    },
  };
}

const TYPES = {
  String: text,
  'LowCardinality(String)': repeated,
  UInt8: each<number>((out, value) => out.byte(value)),
  Int64: integer,
  UInt64: each<string>((out, value) => out.version(value)),
  'Nullable(Float64)': nullable(
    each<number>((out, value) => out.float(value)),
    0,
  ),
  "DateTime64(6, 'UTC')": date,
  "Nullable(DateTime64(6, 'UTC'))": nullable(date, '1970-01-01T00:00:00Z'),
  'Nullable(Decimal(38, 12))': nullable(
    each<number>((out, value) => out.decimal(value)),
    0,
  ),
  'Array(LowCardinality(String))': list(repeated),
  'Map(LowCardinality(String), String)': map(text),
  'Map(LowCardinality(String), Int64)': map(integer),
};

/** Blocks of rows in ClickHouse's format Native, as buffers. */
export interface NativeBlocks {
  columns: string;
  pieces: readonly Buffer[];
}

/**
 * Encodes rows column by column, as ClickHouse stores them. Inserting them takes a quarter less time than inserting
 * JSON rows, and no text is escaped or copied twice in this process.
 *
 * @see benchmarks/ingest.ts
 */
export class BlockEncoder<Row> {
  readonly #names: string;
  readonly #columns: readonly { name: keyof Row & string; typeName: string; type: Type<unknown> }[];

  constructor(columns: Columns<Row>) {
    const entries = Object.entries(columns) as [keyof Row & string, { type: ColumnType }][];
    this.#names = entries.map(([name]) => name).join(', ');
    this.#columns = entries.map(([name, { type: typeName }]) => ({
      name,
      typeName,
      type: TYPES[typeName] as Type<unknown>,
    }));
  }

  /**
   * Encodes rows as one block.
   *
   * @throws {RangeError} if a number does not fit its column
   */
  encode(rows: readonly Row[]): Buffer[] {
    if (rows.length === 0) return [];
    const out = new NativeOutput();
    out.count(this.#columns.length);
    out.count(rows.length);
    for (const { name, typeName, type } of this.#columns) {
      out.text(name);
      out.text(typeName);
      if (type.hasDictionary) out.integer(DICTIONARY_VERSION);
      type.write(
        out,
        rows.map((row) => row[name]),
      );
    }
    return out.end();
  }

  /** Wraps the buffers of one or more blocks for an insert. */
  whole(pieces: readonly Buffer[]): NativeBlocks {
    return { columns: this.#names, pieces };
  }
}
