/** Step into a JSON value: a key of an object, or an index into an array, from 0. */
export type JsonStep = string | number;

const STEP = /\.?([^.[\]"']+)|\[(\d{1,9})\]|\.?\[?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\]?/y;

/**
 * Parses a JSON path such as `a.b[0]`, `$.a.b`, `a["b c"]` into steps. Any other text is one key.
 *
 * @example
 * jsonPath('$.items[0].name'); // ['items', 0, 'name']
 */
export function jsonPath(key: string): JsonStep[] {
  const path = /^\$(?=[.[])/.test(key) ? key.slice(1) : key;
  const steps: JsonStep[] = [];
  STEP.lastIndex = 0;
  for (let at = 0; at < path.length; at = STEP.lastIndex) {
    const match = STEP.exec(path);
    if (!match) return [key];
    const [, plain, index, double, single] = match;
    steps.push(index === undefined ? (plain ?? (double ?? single ?? '').replace(/\\(.)/gs, '$1')) : Number(index));
  }
  return steps;
}
