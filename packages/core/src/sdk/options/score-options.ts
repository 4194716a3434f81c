/** A verdict on a trace, span or thread. The same author's later score of the same name overwrites. */
export interface ScoreOptions {
  name: string;
  value: number;
  /** The category that the value stands for, such as `up`. */
  categoryName?: string | undefined;
  /** Why. */
  reason?: string | undefined;
  /** The project of what is scored; the client's where absent. */
  projectName?: string | undefined;
}
