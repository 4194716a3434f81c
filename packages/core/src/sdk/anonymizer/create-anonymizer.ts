import type { AnonymizedField, Anonymizer } from './anonymizer.ts';
import { type AnonymizerRule, compileRule, type CompiledRule } from './rules.ts';

export interface AnonymizerOptions {
  /** Maximum depth at which data is changed. Default: 100, the depth beyond which nothing is sent. */
  maxDepth?: number | undefined;
}

/** A rule, or nested lists of rules. */
export type AnonymizerRules = AnonymizerRule | readonly AnonymizerRules[];

class RuleAnonymizer implements Anonymizer {
  readonly #rules: readonly CompiledRule[];
  readonly #maxDepth: number;

  constructor(rules: readonly CompiledRule[], maxDepth: number) {
    this.#rules = rules;
    this.#maxDepth = maxDepth;
  }

  anonymize(data: unknown, about: AnonymizedField = { field: 'input', objectType: 'trace' }): unknown {
    return this.#walk(data, about, 0);
  }

  #walk(value: unknown, about: AnonymizedField, depth: number): unknown {
    if (typeof value === 'string') return this.#text(value, about);
    if (typeof value !== 'object' || value === null || depth >= this.#maxDepth) return value;
    if (Array.isArray(value)) return value.map((item) => this.#walk(item, about, depth + 1));
    const changed: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      const inside = { ...about, field: `${about.field}.${key}` };
      Object.defineProperty(changed, key, {
        value: this.#field(key, item, inside, depth),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return changed;
  }

  #field(key: string, value: unknown, about: AnonymizedField, depth: number): unknown {
    for (const { matches, replacement } of this.#rules) {
      if (matches?.(key, about.field) === true) return replacement?.(value);
    }
    return this.#walk(value, about, depth + 1);
  }

  #text(text: string, about: AnonymizedField): string {
    let changed = text;
    for (const rule of this.#rules) changed = rule.text?.(changed, about) ?? changed;
    return changed;
  }
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
