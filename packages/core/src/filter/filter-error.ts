/** What is wrong with a filter: what, where, and what would be accepted there. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
  /** Where in the text, counted in characters from 0; absent for a filter that came as JSON. */
  readonly position: number | undefined;
  /** Which condition, counted from 0; absent for what is wrong with the whole. */
  readonly index: number | undefined;
  /** What would be accepted there: fields, operators or values. */
  readonly accepted: readonly string[];

  constructor(
    message: string,
    {
      position,
      index,
      accepted = [],
    }: { position?: number | undefined; index?: number | undefined; accepted?: readonly string[] } = {},
  ) {
    super(message);
    this.position = position;
    this.index = index;
    this.accepted = accepted;
  }
}
