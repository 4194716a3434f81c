/** The order of two texts by their characters, as ClickHouse has it. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
