/** Error in a filter: the fault, its position, and what is accepted there. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
  /** Position in the text, in characters from 0; absent for a filter in JSON. */
  readonly position: number | undefined;
  /** Index of the condition; absent if the whole filter is wrong. */
  readonly index: number | undefined;
  /** Fields, operators or values that are accepted there. */
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
