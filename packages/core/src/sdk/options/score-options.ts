/** A feedback score of a trace, span or thread. A later score of the same name and author overwrites it. */
export interface ScoreOptions {
  name: string;
  value: number;
  /** Category of the value, such as `up`. */
  categoryName?: string | undefined;
  /** Explanation of the score. */
  reason?: string | undefined;
  /** Project of the scored trace, span or thread. Default: the client's. */
  projectName?: string | undefined;
}
