import type { ErrorInfo, Json } from '@vitrine/core/model';
import type { AnswerForm, Column, Columns, ValueOf } from '../../storage/tables/column.ts';
import type { ReadOptions } from './read-options.ts';
import { shortened } from './shortened.ts';
import { storedJson } from './stored-json.ts';

type Answered<Declared, Form extends AnswerForm> = {
  [Name in keyof Declared]: Declared[Name] extends { answer: Form } ? Name : never;
}[keyof Declared];

type AnswerOf<Declared> = Declared extends { answer: 'json' }
  ? Json
  : Declared extends { answer: 'error' }
    ? ErrorInfo
    : NonNullable<ValueOf<Declared>>;

/** Row of a REST answer. Absent values are left out, as strict clients require. Times are ISO 8601. */
export type PublicRow<Declared> = { [Name in Answered<Declared, 'always'>]: AnswerOf<Declared[Name]> } & {
  [Name in Answered<Declared, Exclude<AnswerForm, 'always'>>]?: AnswerOf<Declared[Name]>;
};

/** Row that is read for the answer. */
export type AnsweredRow<Declared> = { [Name in Answered<Declared, AnswerForm>]: ValueOf<Declared[Name]> };

/** Makes REST answers of the rows of a table, as its columns declare. */
export class RowAnswers<Declared extends Columns> {
  readonly #columns: readonly (readonly [name: string, column: Column])[];
  /** Columns that a request may exclude. */
  readonly excludable: readonly string[];

  constructor(columns: Declared) {
    const all = Object.entries(columns as Readonly<Record<string, Column>>);
    this.#columns = all.filter(([, { answer }]) => answer !== undefined);
    this.excludable = all.filter(([, { excludable }]) => excludable).map(([name]) => name);
  }

  /** Returns the columns of a SELECT. Excluded large columns are not read. */
  select({ exclude }: ReadOptions): string {
    return this.#columns
      .map(([name, { large, shownAs }]) => {
        if (large && exclude.has(name)) return `'' AS ${name}`;
        return shownAs ? `${shownAs} AS ${name}` : name;
      })
      .join(', ');
  }

  /** Returns the fields of a row. */
  fields(row: AnsweredRow<Declared>, options: ReadOptions): PublicRow<Declared> {
    const fields: Record<string, unknown> = {};
    const values = row as Readonly<Record<string, unknown>>;
    for (const [name, { answer, emptyMeans }] of this.#columns) {
      const value = values[name];
      if (answer === 'always') fields[name] = value === '' && emptyMeans ? emptyMeans : value;
      else if (!isAbsent(value)) fields[name] = answered(answer, value, options);
    }
    return fields as PublicRow<Declared>;
  }
}

function answered(form: AnswerForm | undefined, value: unknown, options: ReadOptions): unknown {
  if (form === 'json') return shortened(storedJson(value as string), options);
  return form === 'error' ? storedJson(value as string) : value;
}

function isAbsent(value: unknown): boolean {
  if (value === null || value === '') return true;
  if (typeof value !== 'object') return false;
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

/** Returns a row without the excluded fields. */
export function without<Row extends object>(row: Row, exclude: ReadonlySet<string>): Row {
  if (exclude.size === 0) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => !exclude.has(name))) as Row;
}
