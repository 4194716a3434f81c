import type { AnonymizedField } from './anonymizer.ts';

/** Changes a text, and says nothing of others. */
export type TextRule = (text: string, about: AnonymizedField) => string;

/** Replaces what a regular expression finds; without the flag `g` it is taken as if it had it. */
export interface RegexRule {
  regex: RegExp | string;
  /** `[REDACTED]` where absent. It may hold `$1`, or be a function of what was found. */
  replace?: string | ((found: string) => string) | undefined;
}

/** Replaces whatever stands in a field: a key at any depth, or a path from `input`, `output` or `metadata`. */
export interface FieldRule {
  /** A key such as `password` (case does not matter), a path such as `metadata.user.email`, or an expression for paths. */
  field: string | RegExp;
  replace?: string | ((value: unknown) => unknown) | undefined;
}

/** How a rule may be written. */
export type AnonymizerRule = RegexRule | readonly [RegExp | string, string] | FieldRule | TextRule;

/** What stands in the place of what was taken out. */
const REDACTED = '[REDACTED]';

function regexRule({ regex, replace = REDACTED }: RegexRule): TextRule {
  const flags = regex instanceof RegExp ? regex.flags : '';
  const compiled = new RegExp(regex, flags.includes('g') ? flags : `${flags}g`);
  return typeof replace === 'string'
    ? (text) => text.replace(compiled, replace)
    : (text) => text.replace(compiled, (found) => replace(found));
}

/** A rule that is compiled: for texts, or for fields as a whole. */
export interface CompiledRule {
  text?: TextRule;
  /** Whether a field is taken out, by its key and its path. */
  matches?: (key: string, path: string) => boolean;
  replacement?: (value: unknown) => unknown;
}

function fieldRule({ field, replace = REDACTED }: FieldRule): CompiledRule {
  const replacement = typeof replace === 'function' ? replace : () => replace;
  if (field instanceof RegExp) {
    const tested = new RegExp(field, field.flags.replace(/[gy]/g, ''));
    return { matches: (_key, path) => tested.test(path), replacement };
  }
  const wanted = field.toLowerCase();
  const matches = wanted.includes('.')
    ? (_key: string, path: string) => path.toLowerCase() === wanted
    : (key: string) => key.toLowerCase() === wanted;
  return { matches, replacement };
}

/** Compiles a rule once, so that nothing is looked at again for each text. */
export function compileRule(rule: AnonymizerRule): CompiledRule {
  if (typeof rule === 'function') return { text: rule };
  if (Array.isArray(rule)) {
    const [regex, replace] = rule as readonly [RegExp | string, string];
    return { text: regexRule({ regex, replace }) };
  }
  return 'field' in rule ? fieldRule(rule) : { text: regexRule(rule as RegexRule) };
}
