export { FIELDS, type Field, type FieldName, type FieldType, type FilterEntity } from './fields.ts';
export { findField } from './check-condition.ts';
export { FilterError } from './filter-error.ts';
export { parseFilter } from './parse-filter.ts';
export { printFilter } from './print-filter.ts';
export { fromWire, toWire, type WireCondition } from './wire-filter.ts';
export type { BinaryCondition, Condition, Filter, ListCondition, UnaryCondition } from './condition.ts';
export type { BinaryOperator, ListOperator, Operator, UnaryOperator } from './operator.ts';
