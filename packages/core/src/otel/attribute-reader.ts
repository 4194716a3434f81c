import { isShallow, type Json } from '../model/json.ts';
import { parseExactJson } from '../model/parse-exact-json.ts';
import type { Convention, Source } from './convention.ts';

/** Maximum depth to which names are split, so that a hostile one cannot exhaust the stack. */
const MAX_DEPTH = 16;

/** Tree of spread attributes: the names of one level, each with a branch or a value. */
type Branch = Map<string, Branch | { value: Json }>;

/** The parts of a convention that describe spread lists. */
type Shape = Pick<Convention, 'wrappers' | 'renames'>;

/**
 * Parses JSON text of an object or a list, with exact numbers. Returns any other value, or one that is nested too deep,
 * as it is.
 */
export function parseJson(value: Json): Json {
  if (typeof value !== 'string') return value;
  const first = value.trimStart()[0];
  if (first !== '{' && first !== '[') return value;
  try {
    const parsed = parseExactJson(value) as Json;
    return isShallow(parsed) ? parsed : value;
  } catch {
    return value;
  }
}

/** Whether a value is an object. */
export function isRecord(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function insert(root: Branch, path: string[], value: Json): void {
  let branch = root;
  for (const key of path.slice(0, -1)) {
    let next = branch.get(key);
    if (!(next instanceof Map)) branch.set(key, (next = new Map()));
    branch = next;
  }
  const last = path.at(-1)!;
  if (!branch.has(last)) branch.set(last, { value });
}

/** Builds the value of a branch. If all keys are whole numbers, it is a list in their order, without holes. */
function build(node: Branch | { value: Json }, shape: Shape): Json {
  if (!(node instanceof Map)) return parseJson(node.value);
  const entries = [...node];
  if (entries.every(([key]) => /^\d+$/.test(key))) {
    return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, child]) => build(child, shape));
  }
  if (entries.every(([key]) => shape.wrappers?.includes(key))) {
    const inside = entries.map(([, child]) => build(child, shape));
    if (inside.length === 1) return inside[0]!;
    if (inside.every(isRecord)) return Object.fromEntries(inside.flatMap((fields) => Object.entries(fields)));
  }
  return Object.fromEntries(entries.map(([key, child]) => [newName(key, shape), build(child, shape)]));
}

/** Paths of sources that are fields of an attribute. The tables have a fixed number of them. */
const FIELDS = new Map<Source, { name: string; path: string[] }>();

/** Returns the attribute and the path of a source that is a field; `undefined` for the source of a whole attribute. */
export function fieldOf(source: Source): { name: string; path: string[] } | undefined {
  const at = source.indexOf('#');
  if (at < 0) return undefined;
  let field = FIELDS.get(source);
  if (field === undefined) {
    field = { name: source.slice(0, at), path: source.slice(at + 1).split('.') };
    FIELDS.set(source, field);
  }
  return field;
}

/** Returns the value at a path of fields and list indexes. */
function valueAt(holder: Json, path: readonly string[]): Json | undefined {
  let value: Json | undefined = holder;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, Json>)[key];
  }
  return value;
}

/**
 * Parses an object as {@link parseJson} does, or numbers as Python's `str` writes them: `{'audio': 0, 'cache_read':
 * 600}` for a dictionary, `prompt_tokens=12 completion_tokens=4` for a model of Pydantic.
 */
function parseObject(value: Json): Json {
  const parsed = parseJson(value);
  if (typeof parsed !== 'string') return parsed;
  const isNumbers =
    /^\{(?:'\w+': (?:\d+|None)(?:, )?)*\}$/.test(parsed) || /^(?:\w+=(?:\d+|None)(?: |$))+$/.test(parsed);
  if (!isNumbers) return parsed;
  return Object.fromEntries(
    [...parsed.matchAll(/(\w+)(?:': |=)(\d+)/g)].map(([, key, count]) => [key!, Number(count)]),
  );
}

function newName(key: string, { renames = {} }: Shape): string {
  return Object.hasOwn(renames, key) ? renames[key]! : key;
}

function headOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** Reads a span's attributes and marks them as taken. The others become the span's metadata. */
export class AttributeReader {
  readonly #attributes: Map<string, Json>;
  /** Names up to their first dot, to exclude most prefixes quickly. */
  readonly #heads: ReadonlySet<string>;
  readonly #taken = new Set<string>();
  /** Parsed values of attributes, because several sources may be fields of one large object. */
  readonly #objects = new Map<string, Json>();

  constructor(attributes: Record<string, Json>) {
    this.#attributes = new Map();
    const heads = new Set<string>();
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === '') continue;
      this.#attributes.set(name, value);
      heads.add(headOf(name));
    }
    this.#heads = heads;
  }

  /** Returns all attributes that have a value. */
  entries(): Iterable<[name: string, value: Json]> {
    return this.#attributes;
  }

  /** Whether an attribute has this name, or starts with it if it ends in a dot. */
  hasAttribute(prefix: string): boolean {
    if (!prefix.endsWith('.')) return this.#attributes.has(prefix);
    if (!this.#heads.has(headOf(prefix))) return false;
    for (const name of this.#attributes.keys()) if (name.startsWith(prefix)) return true;
    return false;
  }

  /**
   * Returns the value of a source, with JSON text parsed; `undefined` if there is none.
   *
   * @param which for a source that is spread over many attributes: all of them, or only those that are not taken
   */
  read(source: Source, shape: Shape = {}, which: 'all' | 'untaken' = 'all'): Json | undefined {
    if (!source.endsWith('.*')) {
      const value = this.#value(source);
      return value === undefined ? undefined : parseJson(value);
    }
    const prefix = source.slice(0, -1);
    const names = which === 'all' ? this.#below(prefix) : this.untaken(prefix);
    if (names.length === 0) return undefined;
    const root: Branch = new Map();
    for (const name of names) {
      const parts = name.slice(prefix.length).split('.');
      const path = parts.length > MAX_DEPTH ? [...parts.slice(0, MAX_DEPTH), parts.slice(MAX_DEPTH).join('.')] : parts;
      insert(root, path, this.#attributes.get(name)!);
    }
    return build(root, shape);
  }

  /** Returns the text of an attribute, exactly as it was sent. */
  text(source: Source): string | undefined {
    const value = this.#value(source);
    if (value === undefined) return undefined;
    return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  /** Returns the number of an attribute, also from a text: OTLP's JSON writes whole numbers as texts. */
  number(source: Source): number | undefined {
    const value = this.#value(source);
    const number = typeof value === 'string' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  }

  /** Returns the object of an attribute, also from JSON or from text of Python. */
  object(name: string): { [key: string]: Json } | undefined {
    if (!this.#attributes.has(name)) return undefined;
    const value = this.#parsed(name);
    return isRecord(value) ? value : undefined;
  }

  /** Marks a source as taken, so that {@link rest} does not contain it. A field does not take its whole attribute. */
  take(source: Source): void {
    if (source.endsWith('.*')) for (const name of this.#below(source.slice(0, -1))) this.#taken.add(name);
    else this.#taken.add(source);
  }

  /** Returns the names of attributes below a prefix that are not taken. */
  untaken(prefix: string): string[] {
    return this.#below(prefix).filter((name) => !this.#taken.has(name));
  }

  /** Returns the attributes that are not taken, by their own names. */
  rest(): [name: string, value: Json][] {
    return [...this.#attributes].filter(([name]) => !this.#taken.has(name));
  }

  /** Returns the value of a plain source, or for `attribute#path` the field of that object or list. */
  #value(source: Source): Json | undefined {
    const field = fieldOf(source);
    if (field === undefined) return this.#attributes.get(source);
    if (!this.#attributes.has(field.name)) return undefined;
    const value = valueAt(this.#parsed(field.name), field.path);
    return value === null || value === '' ? undefined : value;
  }

  #parsed(name: string): Json {
    let value = this.#objects.get(name);
    if (value === undefined) this.#objects.set(name, (value = parseObject(this.#attributes.get(name) ?? null)));
    return value;
  }

  #below(prefix: string): string[] {
    if (!this.#heads.has(headOf(prefix))) return [];
    const names: string[] = [];
    for (const name of this.#attributes.keys()) if (name.startsWith(prefix) && name !== prefix) names.push(name);
    return names;
  }
}
