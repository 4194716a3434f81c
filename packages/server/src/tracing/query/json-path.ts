/** Step into a JSON value: a key of an object, or an index into an array, from 0. */
export interface JsonStep {
  key: string | number;
  /** Whether the key was written without quotes, so that a dot next to it may be a part of a longer key. */
  isPlain: boolean;
}

const STEP = /\.?([^.[\]"']+)|\[(\d{1,9})\]|\.?\[?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\]?/y;

/**
 * Parses a JSON path such as `a.b[0]`, `$.a.b`, `a["b c"]` into steps. Any other text is keys between dots.
 *
 * @example
 * jsonPath('$.items[0].name').map(({ key }) => key); // ['items', 0, 'name']
 */
export function jsonPath(text: string): JsonStep[] {
  const path = /^\$(?=[.[])/.test(text) ? text.slice(1) : text;
  const steps: JsonStep[] = [];
  STEP.lastIndex = 0;
  for (let at = 0; at < path.length; at = STEP.lastIndex) {
    const match = STEP.exec(path);
    if (!match) return text.split('.').map((key) => ({ key, isPlain: true }));
    const [, plain, index, double, single] = match;
    if (plain !== undefined) steps.push({ key: plain, isPlain: true });
    else if (index !== undefined) steps.push({ key: Number(index), isPlain: false });
    else steps.push({ key: (double ?? single ?? '').replace(/\\(.)/gs, '$1'), isPlain: false });
  }
  return steps;
}
