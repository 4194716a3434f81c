import { activeContext } from './active-context.ts';
import { defaultClient } from './default-client.ts';
import type { TrackOptions } from './track-options.ts';
import { trackWith } from './track-with.ts';

/** Any function. */
type Tracked = (...args: never[]) => unknown;

/**
 * Records each call of a function, with the client that is active around it, else the default one. See
 * {@link Vitrine.track}.
 *
 * @example
 * const answer = track({ name: 'answer', kind: 'agent' }, async (question: string) => await ask(question));
 */
export function track<F extends Tracked>(fn: F): F;
export function track<F extends Tracked>(options: TrackOptions, fn: F): F;
export function track(first: TrackOptions | Tracked, second?: Tracked): Tracked {
  return trackWith(() => activeContext.client() ?? defaultClient(), first, second);
}
