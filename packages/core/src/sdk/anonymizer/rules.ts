import type { AnonymizedField } from './anonymizer.ts';

/** Returns a text without what it should not contain, or a promise of it. */
export type TextRule = (text: string, about: AnonymizedField) => string | PromiseLike<string>;

/** Replaces all matches of a regular expression, with or without the flag `g`. */
export interface RegexRule {
  regex: RegExp | string;
  /** `[REDACTED]` by default. A text may contain `$1`; a function gets the match. */
  replace?: string | ((found: string) => string) | undefined;
}

/** Replaces the value of a field: a key at any depth, or a path from `input`, `output` or `metadata`. */
export interface FieldRule {
  /** Key such as `password` (in any case), path such as `metadata.user.email`, or regular expression for paths. */
  field: string | RegExp;
  replace?: string | ((value: unknown) => unknown) | undefined;
}

/** A rule in any of its forms. */
export type AnonymizerRule = RegexRule | readonly [RegExp | string, string] | FieldRule | TextRule;

/** Default replacement. */
const REDACTED = '[REDACTED]';

function regexRule({ regex, replace = REDACTED }: RegexRule): TextRule {
  const flags = regex instanceof RegExp ? regex.flags : '';
  const compiled = new RegExp(regex, flags.includes('g') ? flags : `${flags}g`);
  return typeof replace === 'string'
    ? (text) => text.replace(compiled, replace)
    : (text) => text.replace(compiled, (found) => replace(found));
}

/** A compiled rule, for texts or for whole fields. */
export interface CompiledRule {
  text?: TextRule;
  /** Whether a field is replaced, by its key and its path. */
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

/** Compiles a rule once, so that its form is not examined for each text. */
export function compileRule(rule: AnonymizerRule): CompiledRule {
  if (typeof rule === 'function') return { text: rule };
  if (Array.isArray(rule)) {
    const [regex, replace] = rule as readonly [RegExp | string, string];
    return { text: regexRule({ regex, replace }) };
  }
  return 'field' in rule ? fieldRule(rule) : { text: regexRule(rule as RegexRule) };
}
