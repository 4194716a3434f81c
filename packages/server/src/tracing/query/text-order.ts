/** Orders two texts by their code units, as ClickHouse does for ASCII texts. */
export function textOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
