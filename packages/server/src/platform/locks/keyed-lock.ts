/**
 * Locks by key. All keys of a call are taken at the same moment, so two calls cannot deadlock.
 *
 * @example
 * await locks.hold(['a', 'b'], async () => { ... });
 */
export class KeyedLock {
  readonly #tails = new Map<string, Promise<void>>();

  async hold<T>(keys: Iterable<string>, work: () => Promise<T>): Promise<T> {
    const wanted = new Set(keys);
    const before = [...wanted].flatMap((key) => this.#tails.get(key) ?? []);
    const result = Promise.all(before).then(work);
    const tail = result.then(ignore, ignore);
    for (const key of wanted) this.#tails.set(key, tail);
    await tail;
    for (const key of wanted) if (this.#tails.get(key) === tail) this.#tails.delete(key);
    return result;
  }
}

function ignore(): void {}
