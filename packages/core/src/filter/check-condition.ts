import type { Condition } from './condition.ts';
import { FIELDS, type Field, type FilterEntity } from './fields.ts';
import { isListOperator, isUnaryOperator, type Operator } from './operator.ts';

/** Error in a part of a condition. */
export interface ConditionFault {
  part: 'field' | 'key' | 'operator' | 'value';
  message: string;
  accepted: readonly string[];
}

/** Returns a field by its name, or an error with the accepted names. All fields but the given ones are unknown. */
export function findField(
  entity: FilterEntity,
  name: string,
  fields: ReadonlyMap<string, Field> = FIELDS[entity],
): Field | ConditionFault {
  const field = fields.get(name);
  if (field) return field;
  const accepted = [...fields.values()].map(({ name, key }) => (key === 'required' ? `${name}.<key>` : name));
  const message = `${entity} have no field "${shorten(name)}"; they can be filtered by ${accepted.join(', ')}`;
  return { part: 'field', message, accepted };
}

/** Returns the error if a condition has a key that it must not have, or lacks one that it needs. */
export function keyFault(field: Field, operator: Operator, key: string | undefined): ConditionFault | undefined {
  const { name } = field;
  const fault = (message: string): ConditionFault => ({
    part: 'key',
    message,
    accepted: field.key === 'none' ? [name] : [`${name}.<key>`],
  });
  if (key !== undefined) {
    return field.key === 'none' ? fault(`${name} takes no key, found "${shorten(key)}"`) : undefined;
  }
  if (field.key === 'required' && !isUnaryOperator(operator)) return fault(`${name} needs a key, as in ${name}.<key>`);
  if (field.type === 'dictionary' && (operator === '>' || operator === '<')) {
    return fault(`${name} can be compared with ${operator} under a key only, as in ${name}.<key> ${operator} 1`);
  }
  return undefined;
}

/** Returns the error in an operator for a field. */
export function operatorFault({ name, operators }: Field, operator: string): ConditionFault | undefined {
  if ((operators as readonly string[]).includes(operator)) return undefined;
  const message = `${name} cannot be compared with "${shorten(operator)}"; it takes ${operators.join(', ')}`;
  return { part: 'operator', message, accepted: operators };
}

/** Returns the error in a value for a field. */
export function valueFault(
  { name, type, values }: Field,
  operator: Operator,
  value: string,
): ConditionFault | undefined {
  const fault = (what: string, accepted: readonly string[]): ConditionFault => ({
    part: 'value',
    message: `${name} is compared with ${what}, found "${shorten(value)}"`,
    accepted,
  });
  const numeric = type === 'number' || type === 'counts' || type === 'scores';
  if ((numeric || (type === 'dictionary' && (operator === '>' || operator === '<'))) && !isNumber(value)) {
    return fault('a number', ['a number']);
  }
  if (type === 'date' && !isDate(value)) {
    return fault('a date in ISO 8601, such as "2026-01-15T09:30:00Z"', ['"2026-01-15T09:30:00Z"']);
  }
  if (values && comparesWhole(operator) && !values.includes(value)) {
    return fault(`one of ${values.join(', ')}`, values);
  }
  return undefined;
}

/** Whether an operator compares with a whole value, which must then be one of the field's. */
function comparesWhole(operator: Operator): boolean {
  return operator === '=' || operator === '!=' || operator === 'in' || operator === 'not_in';
}

/** Returns the first error in a condition. */
export function conditionFault(
  entity: FilterEntity,
  condition: Condition,
  fields?: ReadonlyMap<string, Field>,
): ConditionFault | undefined {
  const field = findField(entity, condition.field, fields);
  if ('part' in field) return field;
  const { operator, key } = condition;
  const fault = operatorFault(field, operator) ?? keyFault(field, operator, key);
  if (fault || isUnaryOperator(operator)) return fault;
  const values = 'values' in condition ? condition.values : 'value' in condition ? [condition.value] : [];
  if (isListOperator(operator) && values.length === 0) {
    return { part: 'value', message: `${operator} takes at least one value`, accepted: ['("value")'] };
  }
  for (const value of values) {
    const wrong = valueFault(field, operator, value);
    if (wrong) return wrong;
  }
  return undefined;
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

function isNumber(value: string): boolean {
  return NUMBER.test(value.trim()) && Number.isFinite(Number(value));
}

const DATE = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/i;

function isDate(value: string): boolean {
  return DATE.test(value) && !Number.isNaN(Date.parse(value));
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
