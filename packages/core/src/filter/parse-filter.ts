import { findField, keyFault, operatorFault, valueFault, type ConditionFault } from './check-condition.ts';
import type { Condition, Filter } from './condition.ts';
import { FIELDS, type Field, type FilterEntity } from './fields.ts';
import { FilterError } from './filter-error.ts';
import { isListOperator, isUnaryOperator, type Operator } from './operator.ts';

/** Pattern of a key without quotes: names of letters, digits, `_`, `$` and `-`, separated by dots, and indexes. */
export const PLAIN_KEY = String.raw`[\p{L}\p{N}_$-]+(?:\.[\p{L}\p{N}_$-]+|\[\d+\])*`;
/** Pattern of a number without quotes. */
export const PLAIN_NUMBER = String.raw`-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`;

/**
 * Parses a filter in OQL, Opik's query language: conditions joined by `AND`.
 *
 * Texts are in double quotes, in which a quote is doubled. Dates are texts in ISO 8601. Numbers need no quotes. A key
 * with characters other than letters, digits, `_`, `-` and `$` is quoted too: `feedback_scores."Answer Relevance" >
 * 0.5`.
 *
 * @param fields the fields that it may name; by default all of the entity
 * @throws {FilterError} with the position of the error, and what is accepted there
 * @example
 * parseFilter('type = "llm" AND usage.total_tokens > 1000', 'spans');
 * // [
 *   { field: 'type', operator: '=', value: 'llm' },
 *   { field: 'usage', key: 'total_tokens', operator: '>', value: '1000' },
 * ]
 */
export function parseFilter(
  text: string,
  entity: FilterEntity,
  fields: ReadonlyMap<string, Field> = FIELDS[entity],
): Filter {
  return new FilterParser(text, entity, fields).parse();
}

class FilterParser {
  readonly #text: string;
  readonly #entity: FilterEntity;
  readonly #fields: ReadonlyMap<string, Field>;
  readonly #conditions: Condition[] = [];
  #at = 0;

  constructor(text: string, entity: FilterEntity, fields: ReadonlyMap<string, Field>) {
    this.#text = text;
    this.#entity = entity;
    this.#fields = fields;
  }

  parse(): Filter {
    this.#skipSpace();
    if (this.#isAtEnd()) return [];
    for (;;) {
      this.#conditions.push(this.#condition());
      this.#skipSpace();
      if (this.#isAtEnd()) return this.#conditions;
      this.#and();
    }
  }

  #and(): void {
    const at = this.#at;
    const word = this.#take(/\w+/y);
    if (word?.toUpperCase() === 'AND') return this.#skipSpace();
    const hint = word?.toUpperCase() === 'OR' ? 'conditions are joined by AND, OR is not supported' : 'expected AND';
    throw this.#error(at, `${hint} or the end, found ${this.#found(at)}`, ['AND', 'the end']);
  }

  #condition(): Condition {
    const fieldAt = this.#at;
    const field = this.#field();
    const keyAt = this.#at + 1;
    const key = this.#text[this.#at] === '.' ? this.#key(field) : undefined;
    this.#skipSpace();
    const operator = this.#operator(field);
    const fault = keyFault(field, operator, key);
    if (fault) throw this.#fault(key === undefined ? fieldAt : keyAt, fault);
    const subject = { field: field.name, ...(key !== undefined && { key }) };
    if (isUnaryOperator(operator)) return { ...subject, operator };
    this.#skipSpace();
    if (isListOperator(operator)) return { ...subject, operator, values: this.#values(field, operator) };
    return { ...subject, operator, value: this.#value(field, operator) };
  }

  #field(): Field {
    const at = this.#at;
    const name = this.#take(/[A-Za-z_]\w*/y);
    if (name === undefined) {
      const accepted = [...this.#fields.keys()];
      throw this.#error(at, `expected a field, found ${this.#found(at)}`, accepted);
    }
    const field = findField(this.#entity, name, this.#fields);
    if ('part' in field) throw this.#fault(at, field);
    return field;
  }

  #key(field: Field): string {
    this.#at += 1;
    const at = this.#at;
    const key = this.#text[at] === '"' ? this.#quoted() : this.#take(new RegExp(PLAIN_KEY, 'uy'));
    if (key) return key;
    throw this.#error(at, `expected a key of ${field.name}, found ${this.#found(at)}`, ['a key', '"a key in quotes"']);
  }

  #operator(field: Field): Operator {
    const at = this.#at;
    const operator = this.#take(/[<>!]=|[=<>]|\w+/y)?.toLowerCase();
    if (operator === undefined) {
      throw this.#error(at, `expected an operator, found ${this.#found(at)}`, field.operators);
    }
    const fault = operatorFault(field, operator);
    if (fault) throw this.#fault(at, fault);
    return operator as Operator;
  }

  #value(field: Field, operator: Operator): string {
    const at = this.#at;
    const value = this.#text[at] === '"' ? this.#quoted() : this.#number();
    if (value === undefined) {
      const hint = /\w/.test(this.#text[at] ?? '') ? ' (texts stand in double quotes)' : '';
      const accepted = ['"a text"', 'a number'];
      throw this.#error(at, `expected a value for ${field.name}, found ${this.#found(at)}${hint}`, accepted);
    }
    const fault = valueFault(field, operator, value);
    if (fault) throw this.#fault(at, fault);
    return value;
  }

  #values(field: Field, operator: Operator): string[] {
    const open = this.#at;
    if (this.#take(/\(/y) === undefined) {
      const message = `${operator} takes a list such as ("a", "b"), found ${this.#found(open)}`;
      throw this.#error(open, message, ['(']);
    }
    const values: string[] = [];
    for (;;) {
      this.#skipSpace();
      values.push(this.#value(field, operator));
      this.#skipSpace();
      const at = this.#at;
      const next = this.#take(/[,)]/y);
      if (next === ')') return values;
      if (next !== ',') throw this.#error(at, `expected , or ), found ${this.#found(at)}`, [',', ')']);
    }
  }

  #number(): string | undefined {
    return this.#take(new RegExp(`${PLAIN_NUMBER}(?![\\w.])`, 'y'));
  }

  #quoted(): string {
    const at = this.#at;
    const quoted = this.#take(/"(?:[^"]|"")*"/y);
    if (quoted === undefined) throw this.#error(at, 'the quote that begins here is not closed', ['"']);
    return quoted.slice(1, -1).replaceAll('""', '"');
  }

  /** Consumes and returns the match of a sticky pattern at the current position. */
  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text)?.[0];
    if (match !== undefined) this.#at += match.length;
    return match;
  }

  #skipSpace(): void {
    this.#take(/\s*/y);
  }

  #isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  #found(at: number): string {
    const rest = this.#text.slice(at);
    return rest === '' ? 'the end' : `"${/^\S{0,20}/.exec(rest)?.[0] || rest.slice(0, 20)}"`;
  }

  #fault(at: number, { message, accepted }: ConditionFault): FilterError {
    return this.#error(at, message, accepted);
  }

  #error(position: number, message: string, accepted: readonly string[]): FilterError {
    const index = this.#conditions.length;
    return new FilterError(`at position ${position}: ${message}`, { position, index, accepted });
  }
}
