import { jsonPath } from './json-path.ts';
import type { Parameters } from './parameters.ts';

/** Maximum number of keys in a row whose dots may be parts of keys. Each of them costs further reads for every row. */
const MAX_JOINED_KEYS = 20;

/**
 * Returns an expression for the JSON texts at a path: an array, whose empty texts stand for values that do not exist.
 * Keys may contain dots at any level: `resource.service.name` finds `{"resource": {"service.name": 1}}` as well as
 * `{"resource": {"service": {"name": 1}}}` and `{"resource.service.name": 1}`.
 *
 * @param sql expression for a JSON text
 */
export function jsonValues(sql: string, path: string, parameters: Parameters): string {
  const steps = jsonPath(path);
  const whole = `JSONExtractRaw(${sql}, ${parameters.add('String', path)})`;
  if (steps.length === 1 && steps[0]?.key === path) return `[${whole}]`;
  let values = `[${sql}]`;
  for (let at = 0; at < steps.length;) {
    let end = at;
    while (steps[end]?.isPlain) end++;
    const keys = steps.slice(at, Math.max(end, at + 1)).map(({ key }) => key);
    values =
      keys.length > 1 && keys.length <= MAX_JOINED_KEYS
        ? joinedAt(values, keys, parameters)
        : stepwiseAt(values, keys, parameters);
    at += keys.length;
  }
  return `arrayConcat(${values}, [${whole}])`;
}

/** Reads each key below the one before. */
function stepwiseAt(values: string, keys: readonly (string | number)[], parameters: Parameters): string {
  const into = keys.map((key) =>
    // ClickHouse counts array elements from 1.
    typeof key === 'number' ? parameters.add('Int64', key + 1) : parameters.add('String', key),
  );
  return `arrayMap(json -> JSONExtractRaw(json, ${into.join(', ')}), ${values})`;
}

/**
 * Reads keys with every way of joining neighbours by dots. The fold keeps pairs of a JSON text and the beginning of a
 * key in it. Each key either ends that key, which goes one level deeper, or continues it. Texts that do not exist are
 * dropped, so that the number of pairs stays small.
 */
function joinedAt(values: string, keys: readonly (string | number)[], parameters: Parameters): string {
  const joined = "if(pair.2 = '', key, concat(pair.2, '.', key))";
  const pairs = `arrayFold((pairs, key) -> arrayFilter(pair -> pair.1 != '', arrayConcat(
      arrayMap(pair -> (JSONExtractRaw(pair.1, ${joined}), ''), pairs),
      arrayMap(pair -> (pair.1, ${joined}), pairs))),
    ${parameters.add('Array(String)', keys)}, arrayMap(json -> (json, ''), ${values}))`;
  return `arrayMap(pair -> pair.1, arrayFilter(pair -> pair.2 = '', ${pairs}))`;
}
