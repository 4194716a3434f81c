/** A request of the view API that was not answered as hoped. `message` is a sentence for people. */
export class ViewError extends Error {
  override readonly name = 'ViewError';
  /** The HTTP status; 0 where the server was not reached at all. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
