import type { BinaryOperator, ListOperator, UnaryOperator } from './operator.ts';

/** Subject of a condition: a field, and a key if the field has many values (metadata, scores, usage). */
interface Subject {
  field: string;
  /** A JSON path such as `a.b[0]`, the name of a score, the name of a count. Never empty. */
  key?: string;
}

export type BinaryCondition = Subject & { operator: BinaryOperator; value: string };
export type ListCondition = Subject & { operator: ListOperator; values: readonly string[] };
export type UnaryCondition = Subject & { operator: UnaryOperator };

/**
 * One condition of a filter. Values are texts for all types of fields: numbers as they are written (`"15"`, in the
 * field's unit: ms, USD or tokens), dates in ISO 8601.
 */
export type Condition = BinaryCondition | ListCondition | UnaryCondition;

/** A filter, which matches if all of its conditions match. Without conditions everything matches. */
export type Filter = readonly Condition[];
