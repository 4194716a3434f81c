/** SDK clients whose clones are tracked, with the Vitrine clients that record them. */
const trackedOwners = new WeakMap<object, Set<object>>();

/** Tracks the clones that a client's `withOptions` creates, once for each Vitrine client (`recorder`). */
export function trackClones(owner: object, recorder: object, track: (clone: object) => void): void {
  const source = owner as { withOptions?: (...args: unknown[]) => object };
  const { withOptions } = source;
  const recorders = trackedOwners.get(owner) ?? new Set();
  if (typeof withOptions !== 'function' || recorders.has(recorder)) return;
  trackedOwners.set(owner, recorders.add(recorder));
  const value = function (this: unknown, ...args: unknown[]): object {
    const clone = withOptions.apply(this, args);
    track(clone);
    return clone;
  };
  Object.defineProperty(owner, 'withOptions', { value, configurable: true, writable: true });
}
