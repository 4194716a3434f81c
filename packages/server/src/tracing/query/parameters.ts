/** Collects the values of a query that is being built, each under its own name. */
export class Parameters {
  readonly values: Record<string, unknown> = {};
  readonly #prefix: string;
  #count = 0;

  /** @param prefix prefix of the names; no other parameter of the query may have it */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Adds a value. Returns its placeholder for the SQL. */
  add(type: 'String' | 'Float64' | 'Int64' | 'Array(String)', value: unknown): string {
    return `{${this.addNamed(value)}:${type}}`;
  }

  /** Adds a value. Returns its name. */
  addNamed(value: unknown): string {
    const name = `${this.#prefix}${this.#count++}`;
    this.values[name] = wellFormed(value);
    return name;
  }
}

/** Replaces lone surrogates, which UTF-8 cannot encode. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  return Array.isArray(value) ? value.map(wellFormed) : value;
}
