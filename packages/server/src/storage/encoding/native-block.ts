import { NativeOutput } from './native-output.ts';

/** The columns of rows, by name. If the type in the table is another, ClickHouse converts the values. */
export type Columns<Row> = { readonly [Name in keyof Row & string]: { readonly type: ColumnType } };

export type ColumnType = keyof typeof TYPES;

/** How the values of a column are written, one after the other. */
interface Type<Value> {
  write: (out: NativeOutput, values: readonly Value[]) => void;
  /** Whether texts in it are written as a dictionary: the column then begins with the version of that. */
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
/** A dictionary that comes with its block; added to it is how wide places are. */
const OWN_DICTIONARY = 0x600;
const INDEXES_OF_1_BYTE = 0;
const INDEXES_OF_4_BYTES = 2;
const BYTE_INDEXES = 2 ** 8;

/** Each text once, the empty one first, then for each value the place of its text among those. */
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

/** Which values are absent, then all of them, with another one where one is. */
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

/** Where each list ends among the items of all, then the items. */
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

/** Where each map ends among the entries of all, then their names, then their values. */
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

/** Blocks of rows in ClickHouse's format Native, in pieces. */
export interface NativeBlocks {
  columns: string;
  pieces: readonly Buffer[];
}

/**
 * Writes rows as ClickHouse keeps them, column by column: it takes a quarter less to insert them than row by row, and
 * here no text is escaped or copied twice.
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
   * Writes some rows as a block.
   *
   * @throws {RangeError} where a number does not fit its column
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

  /** Blocks as they are sent: those of several calls too, one after the other. */
  whole(pieces: readonly Buffer[]): NativeBlocks {
    return { columns: this.#names, pieces };
  }
}
