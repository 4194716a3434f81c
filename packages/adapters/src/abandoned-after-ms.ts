/** Time without an event after which a call, run or trace counts as abandoned, in ms. */
export const ABANDONED_AFTER_MS = 15 * 60_000;
