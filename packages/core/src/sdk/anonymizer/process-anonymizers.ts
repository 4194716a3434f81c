import type { Anonymizer } from './anonymizer.ts';

let anonymizers: readonly Anonymizer[] = [];

/**
 * Adds an anonymizer for all clients of this process. It applies to later writes, after the ones that were added before
 * and before the anonymizers of the client.
 *
 * @example
 * addAnonymizer(createAnonymizer(anonymizerPresets.all));
 */
export function addAnonymizer(anonymizer: Anonymizer): void {
  anonymizers = [...anonymizers, anonymizer];
}

/** Removes the anonymizers that {@link addAnonymizer} added. The anonymizers of clients stay. */
export function clearAnonymizers(): void {
  anonymizers = [];
}

/** Whether {@link addAnonymizer} has added any. */
export function hasAnonymizers(): boolean {
  return anonymizers.length > 0;
}

/** Returns the anonymizers that {@link addAnonymizer} added, in their order. */
export function getAnonymizers(): readonly Anonymizer[] {
  return anonymizers;
}
