import type { AttributeReader } from './attribute-reader.ts';
import { fieldOf } from './attribute-reader.ts';
import type { Convention, ScalarField, Source, UsageCount, UsageDetail } from './convention.ts';
import { CONVENTIONS } from './conventions.ts';

/** Maximum number of combinations that are kept, because a hostile sender can use any of them. */
const MAX_SETS = 500;

/** Source of a count or of a part of counts. */
export interface UsageSource {
  source: Source;
  convention: Convention;
  count?: UsageCount;
  detail?: UsageDetail;
  /** Position in the order of precedence. */
  order: number;
}

function usageSources(conventions: readonly Convention[]): UsageSource[] {
  const sources: UsageSource[] = [];
  for (const convention of conventions) {
    for (const [count, of] of Object.entries(convention.usage ?? {}) as [UsageCount, Source[]][]) {
      for (const source of of) sources.push({ source, convention, count, order: sources.length });
    }
    for (const [detail, of] of Object.entries(convention.details ?? {}) as [UsageDetail, Source[]][]) {
      for (const source of of) sources.push({ source, convention, detail, order: sources.length });
    }
  }
  return sources;
}

/** The conventions that a span uses, with their lists joined in the order of precedence. */
export class ConventionSet {
  readonly conventions: readonly Convention[];
  readonly exceptionsFail: boolean;
  readonly cost: readonly Source[];
  readonly costParts: readonly string[];
  readonly drop: readonly Source[];
  readonly metadata: readonly Source[];
  readonly tags: readonly Source[];
  readonly ttft: readonly NonNullable<Convention['ttft']>[number][];
  /** Conventions with a prefix of counts. */
  readonly prefixed: readonly Convention[];
  /** Sources of counts. */
  readonly counts: ReadonlySet<Source>;
  /** Sources of parts of counts. */
  readonly details: ReadonlySet<Source>;
  readonly #usage = new Map<string, UsageSource[]>();
  readonly #scalars = new Map<ScalarField, readonly Source[]>();

  constructor(conventions: readonly Convention[]) {
    this.conventions = conventions;
    this.exceptionsFail = conventions.some((convention) => convention.exceptionsFail);
    this.cost = conventions.flatMap((convention) => convention.cost ?? []);
    this.costParts = conventions.flatMap((convention) => convention.costParts ?? []);
    this.drop = conventions.flatMap((convention) => convention.drop ?? []);
    this.metadata = conventions.flatMap((convention) => convention.metadata ?? []);
    this.tags = conventions.flatMap((convention) => convention.tags ?? []);
    this.ttft = conventions.flatMap((convention) => convention.ttft ?? []);
    this.prefixed = conventions.filter(({ usagePrefix }) => usagePrefix !== undefined);
    const usage = usageSources(conventions);
    this.counts = new Set(usage.filter(({ count }) => count !== undefined).map(({ source }) => source));
    this.details = new Set(usage.filter(({ detail }) => detail !== undefined).map(({ source }) => source));
    for (const each of usage) {
      const attribute = fieldOf(each.source)?.name ?? each.source;
      const sources = this.#usage.get(attribute);
      if (sources === undefined) this.#usage.set(attribute, [each]);
      else sources.push(each);
    }
  }

  /** Returns the sources of counts in the attributes of a span, in the order of precedence. */
  usageIn(reader: AttributeReader): UsageSource[] {
    const found: UsageSource[] = [];
    for (const [name] of reader.entries()) {
      const sources = this.#usage.get(name);
      if (sources !== undefined) found.push(...sources);
    }
    return found.toSorted((a, b) => a.order - b.order);
  }

  /** Returns the sources of a field. */
  scalar(field: ScalarField): readonly Source[] {
    let sources = this.#scalars.get(field);
    if (sources === undefined) {
      sources = this.conventions.flatMap((convention) => convention.scalars?.[field] ?? []);
      this.#scalars.set(field, sources);
    }
    return sources;
  }
}

/** Indexes of the conventions by the names and prefixes of attributes, and by the values that show their use. */
const BY_NAME = new Map<string, number[]>();
const BY_HEAD = new Map<string, [prefix: string, index: number][]>();
const BY_VALUE = new Map<string, [values: readonly string[], index: number][]>();
for (const [index, { prefixes, values = {} }] of CONVENTIONS.entries()) {
  for (const prefix of prefixes) {
    const head = prefix.slice(0, prefix.indexOf('.'));
    if (prefix.endsWith('.')) BY_HEAD.set(head, [...(BY_HEAD.get(head) ?? []), [prefix, index]]);
    else BY_NAME.set(prefix, [...(BY_NAME.get(prefix) ?? []), index]);
  }
  for (const [name, known] of Object.entries(values)) {
    BY_VALUE.set(name, [...(BY_VALUE.get(name) ?? []), [known, index]]);
  }
}

/** Sets by the bits of their conventions. */
const SETS = new Map<number, ConventionSet>();

/** All conventions. */
export const ALL_CONVENTIONS = new ConventionSet(CONVENTIONS);

/** Returns the conventions that a span uses. */
export function conventionsOf(reader: AttributeReader): ConventionSet {
  let bits = 0;
  for (const [name, value] of reader.entries()) {
    for (const index of BY_NAME.get(name) ?? []) bits |= 1 << index;
    const dot = name.indexOf('.');
    for (const [prefix, index] of (dot > 0 && BY_HEAD.get(name.slice(0, dot))) || []) {
      if (name.startsWith(prefix)) bits |= 1 << index;
    }
    for (const [known, index] of BY_VALUE.get(name) ?? []) {
      if (typeof value === 'string' && known.includes(value)) bits |= 1 << index;
    }
  }
  let set = SETS.get(bits);
  if (set === undefined) {
    set = new ConventionSet(CONVENTIONS.filter((_convention, index) => (bits & (1 << index)) !== 0));
    if (SETS.size < MAX_SETS) SETS.set(bits, set);
  }
  return set;
}
