/** Number of levels that are looked at. Deeper values are refused when they are parsed. */
const LEVELS = 500;

/** Size of a JSON value: the characters of its texts, and the number of its objects and lists. */
export interface JsonSize {
  characters: number;
  containers: number;
}

/** Measures a JSON value. */
export function jsonSize(value: unknown): JsonSize {
  const size = { characters: 0, containers: 0 };
  measure(value, size, LEVELS);
  return size;
}

function measure(value: unknown, size: JsonSize, levels: number): void {
  if (typeof value === 'string') size.characters += value.length;
  if (typeof value !== 'object' || value === null || levels === 0) return;
  size.containers++;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) measure(value[index], size, levels - 1);
    return;
  }
  for (const key in value) {
    size.characters += key.length;
    measure((value as Record<string, unknown>)[key], size, levels - 1);
  }
}
