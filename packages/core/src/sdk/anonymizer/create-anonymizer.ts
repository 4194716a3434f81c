import { isThenable } from '../serialize/is-thenable.ts';
import type { AnonymizedField, Anonymizer } from './anonymizer.ts';
import { type AnonymizerRule, compileRule, type CompiledRule } from './rules.ts';

export interface AnonymizerOptions {
  /** Maximum depth at which data is changed. Default: 100, the depth beyond which nothing is sent. */
  maxDepth?: number | undefined;
}

/** A rule, or nested lists of rules. */
export type AnonymizerRules = AnonymizerRule | readonly AnonymizerRules[];

/** Values of one call that are not known yet: each promise puts its value in place. */
type Pending = Promise<void>[];

class RuleAnonymizer implements Anonymizer {
  readonly #rules: readonly CompiledRule[];
  readonly #maxDepth: number;

  constructor(rules: readonly CompiledRule[], maxDepth: number) {
    this.#rules = rules;
    this.#maxDepth = maxDepth;
  }

  anonymize(data: unknown, about: AnonymizedField = { field: 'input', objectType: 'trace' }): unknown {
    const pending: Pending = [];
    const root: { data?: unknown } = {};
    put(root, 'data', this.#walk(data, about, 0, pending), pending);
    return pending.length === 0 ? root.data : Promise.all(pending).then(() => root.data);
  }

  #walk(value: unknown, about: AnonymizedField, depth: number, pending: Pending): unknown {
    if (typeof value === 'string') return this.#text(value, about);
    if (typeof value !== 'object' || value === null || depth >= this.#maxDepth) return value;
    if (Array.isArray(value)) {
      const changed: unknown[] = [];
      for (const [index, item] of value.entries()) {
        put(changed, index, this.#walk(item, about, depth + 1, pending), pending);
      }
      return changed;
    }
    const changed: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      const inside = { ...about, field: `${about.field}.${key}` };
      put(changed, key, this.#field(key, item, inside, depth, pending), pending);
    }
    return changed;
  }

  #field(key: string, value: unknown, about: AnonymizedField, depth: number, pending: Pending): unknown {
    for (const { matches, replacement } of this.#rules) {
      if (matches?.(key, about.field) === true) return replacement?.(value);
    }
    return this.#walk(value, about, depth + 1, pending);
  }

  #text(text: string, about: AnonymizedField): string | Promise<string> {
    let changed: string | Promise<string> = text;
    for (const { text: rule } of this.#rules) {
      if (rule === undefined) continue;
      const next: string | PromiseLike<string> =
        typeof changed === 'string' ? rule(changed, about) : changed.then((known) => rule(known, about));
      changed = isThenable(next) ? Promise.resolve(next) : next;
    }
    return changed;
  }
}

/** Sets an item, now or when its promise resolves. A key such as `__proto__` is a field like any other. */
function put(container: object, key: string | number, value: unknown, pending: Pending): void {
  const set = (known: unknown): void => {
    Object.defineProperty(container, key, { value: known, enumerable: true, configurable: true, writable: true });
  };
  // A promise holds the place of its value, so that the order of the fields stays.
  set(value);
  if (isThenable(value)) pending.push(Promise.resolve(value).then(set));
}

/**
 * Makes an anonymizer from rules. They are applied to each text in their order, so put special rules first.
 *
 * @throws {SyntaxError} if a regular expression is not valid
 * @example
 * const anonymizer = createAnonymizer([
 *   { field: 'password' },
 *   anonymizerPresets.email,
 *   [/\bORD-\d+\b/, '[ORDER]'],
 *   (text) => text.replaceAll('Ada Lovelace', '[NAME]'),
 * ]);
 * const client = new Vitrine({ anonymizers: [anonymizer] });
 */
export function createAnonymizer(rules: AnonymizerRules, { maxDepth = 100 }: AnonymizerOptions = {}): Anonymizer {
  return new RuleAnonymizer(flat(rules).map(compileRule), maxDepth);
}

function flat(rules: AnonymizerRules): AnonymizerRule[] {
  if (!Array.isArray(rules)) return [rules as AnonymizerRule];
  // One `[expression, replacement]` pair is a list too.
  const isPair = rules.length === 2 && typeof rules[1] === 'string';
  return isPair ? [rules as unknown as AnonymizerRule] : (rules as readonly AnonymizerRules[]).flatMap(flat);
}
