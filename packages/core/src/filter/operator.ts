/** Operator of a condition. */
export type Operator = BinaryOperator | ListOperator | UnaryOperator;

/** Operator with one value. */
export type BinaryOperator =
  | '='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | 'contains'
  | 'not_contains'
  | 'starts_with'
  | 'ends_with';

/** Operator with several values. */
export type ListOperator = 'in' | 'not_in';

/** Operator without a value, which tests whether the field has any. */
export type UnaryOperator = 'is_empty' | 'is_not_empty';

export function isListOperator(operator: Operator): operator is ListOperator {
  return operator === 'in' || operator === 'not_in';
}

export function isUnaryOperator(operator: Operator): operator is UnaryOperator {
  return operator === 'is_empty' || operator === 'is_not_empty';
}
