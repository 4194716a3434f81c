/** The values of a query that is being put together, each under a name of its own. */
export class Parameters {
  readonly values: Record<string, unknown> = {};
  readonly #prefix: string;
  #count = 0;

  /** @param prefix what their names begin with; no other values of the query may begin with it */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Takes a value up, and answers what stands for it in the SQL. */
  add(type: 'String' | 'Float64' | 'Int64' | 'Array(String)', value: unknown): string {
    return `{${this.addNamed(value)}:${type}}`;
  }

  /** Takes a value up, and answers its name. */
  addNamed(value: unknown): string {
    const name = `${this.#prefix}${this.#count++}`;
    this.values[name] = wellFormed(value);
    return name;
  }
}

/** A lone surrogate has no form in UTF-8. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  return Array.isArray(value) ? value.map(wellFormed) : value;
}
