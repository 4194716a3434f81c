/** A request of the view API that failed. `message` is a sentence for the user. */
export class ViewError extends Error {
  override readonly name = 'ViewError';
  /** HTTP status; 0 if the server was not reached. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
