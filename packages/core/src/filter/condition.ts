import type { BinaryOperator, ListOperator, UnaryOperator } from './operator.ts';

/** What a condition is about: a field, and for a field of many (metadata, scores, usage) which of them. */
interface Subject {
  field: string;
  /** A JSON path such as `a.b[0]`, the name of a score, the name of a count. Never empty. */
  key?: string;
}

export type BinaryCondition = Subject & { operator: BinaryOperator; value: string };
export type ListCondition = Subject & { operator: ListOperator; values: readonly string[] };
export type UnaryCondition = Subject & { operator: UnaryOperator };

/**
 * One condition of a filter. Values are texts whatever the field's type is: a number as it is written (`"15"`, ms, USD or
 * tokens as the field has it), a date in ISO 8601.
 */
export type Condition = BinaryCondition | ListCondition | UnaryCondition;

/** A filter: all of its conditions hold. Without any, everything passes. */
export type Filter = readonly Condition[];
