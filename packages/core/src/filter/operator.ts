/** How a condition compares. */
export type Operator = BinaryOperator | ListOperator | UnaryOperator;

/** Compares with one value. */
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

/** Compares with several values. */
export type ListOperator = 'in' | 'not_in';

/** Compares with nothing: asks whether there is a value at all. */
export type UnaryOperator = 'is_empty' | 'is_not_empty';

export function isListOperator(operator: Operator): operator is ListOperator {
  return operator === 'in' || operator === 'not_in';
}

export function isUnaryOperator(operator: Operator): operator is UnaryOperator {
  return operator === 'is_empty' || operator === 'is_not_empty';
}
