/** A promise that resolves after a number of calls of `open`. */
export class Gate {
  readonly opened: Promise<void>;
  #resolve = (): void => {};
  #missing: number;

  /** @param calls number of calls of `open` after which the promise resolves */
  constructor(calls = 1) {
    this.#missing = calls;
    this.opened = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  open(): void {
    this.#missing -= 1;
    if (this.#missing <= 0) this.#resolve();
  }
}
