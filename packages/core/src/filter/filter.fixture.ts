import fc from 'fast-check';
import type { Condition, Filter } from './condition.ts';
import { FIELDS, type Field, type FilterEntity } from './fields.ts';
import { isListOperator, isUnaryOperator } from './operator.ts';

/** Texts that could break out of quotes, SQL or JSON. */
const HOSTILE = [
  `'`,
  `"`,
  '\\',
  "\\'",
  '`',
  '%',
  '_',
  '{',
  '}',
  '{f0:String}',
  ';',
  '--',
  '\0',
  '\n',
  '\t',
  '$.a',
  'ß',
  '𝒳',
  '\ud800',
];

const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 3 }))).map((pieces) => pieces.join('')),
);

/** Valid filters of an entity, with every field and operator, and with hostile texts. */
export function filterOf(entity: FilterEntity): fc.Arbitrary<Filter> {
  return fc.array(fc.constantFrom(...FIELDS[entity].values()).chain(conditionOf), { maxLength: 3 });
}

function conditionOf(field: Field): fc.Arbitrary<Condition> {
  const key =
    field.key === 'none'
      ? fc.constant(undefined)
      : fc.oneof(
          fc.constantFrom('a', 'a.b[0]', 'total_tokens'),
          hostileText.filter((text) => text !== ''),
        );
  return fc.tuple(key, fc.constantFrom(...field.operators)).chain(([key, operator]): fc.Arbitrary<Condition> => {
    const subject = { field: field.name, ...(key !== undefined && { key }) };
    if (isUnaryOperator(operator)) return fc.constant({ ...subject, operator });
    const value = valueOf(field, operator);
    if (isListOperator(operator)) {
      return fc.array(value, { minLength: 1, maxLength: 4 }).map((values) => ({ ...subject, operator, values }));
    }
    return value.map((value) => ({ ...subject, operator, value }));
  });
}

function valueOf({ type, values }: Field, operator: string): fc.Arbitrary<string> {
  if (values) return fc.constantFrom(...values);
  if (type === 'date') {
    return fc
      .date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
  }
  const compares = type === 'dictionary' && (operator === '>' || operator === '<');
  if (compares || type === 'number' || type === 'counts' || type === 'scores') {
    return fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((value) => String(value));
  }
  return hostileText;
}
