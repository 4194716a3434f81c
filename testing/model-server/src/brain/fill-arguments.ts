import type { JsonSchema } from '../conversation.ts';
import { numbers, orderNumbers, places } from './words.ts';

/** Patterns for the name or description of a property, with functions that find its value in the question. */
const SOURCES: { asks: RegExp; find: (question: string) => string | undefined }[] = [
  { asks: /order/, find: (question) => orderNumbers(question)[0] },
  { asks: /city|location|place|town|destination/, find: (question) => places(question)[0] },
  {
    asks: /expression|formula|calculation/,
    find: (question) => /[\d(][\d\s+*/().^-]+[\d)]/.exec(question)?.[0].trim(),
  },
  { asks: /email/, find: (question) => /\S+@\S+\.\w+/.exec(question)?.[0] },
  { asks: /url|link/, find: (question) => /https?:\/\/\S+/.exec(question)?.[0] },
];

function typeOf(schema: JsonSchema): string {
  const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== 'null') : schema.type;
  return type ?? (schema.properties ? 'object' : 'string');
}

function fill(name: string, schema: JsonSchema, question: string, free: number[]): unknown {
  if (schema.enum !== undefined && schema.enum.length > 0) {
    const said = schema.enum.find((value) => question.toLowerCase().includes(String(value).toLowerCase()));
    return said ?? schema.enum[0];
  }
  switch (typeOf(schema)) {
    case 'number':
    case 'integer':
      return free.shift() ?? 0;
    case 'boolean':
      return !/\b(no|not|don't|without)\b/i.test(question);
    case 'array':
      return [fill(name, schema.items ?? {}, question, free)];
    case 'object':
      return fillArguments(schema, question, free);
    case 'null':
      return null;
    default: {
      const hint = `${name} ${schema.description ?? ''}`.toLowerCase();
      const source = SOURCES.find(({ asks }) => asks.test(hint));
      return source?.find(question) ?? question.trim();
    }
  }
}

/**
 * Fills the arguments of a tool, or the schema of an answer, from the words of a question. The name, description, type
 * and enum of a property determine its value. Optional properties are omitted, unless the schema has no `required`
 * list.
 */
export function fillArguments(
  schema: JsonSchema,
  question: string,
  free: number[] = numbers(question),
): Record<string, unknown> {
  const properties = Object.entries(schema.properties ?? {});
  const required = schema.required ?? properties.map(([name]) => name);
  return Object.fromEntries(
    properties
      .filter(([name]) => required.includes(name))
      .map(([name, property]) => [name, fill(name, property, question, free)]),
  );
}
