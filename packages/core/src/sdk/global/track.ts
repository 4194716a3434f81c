import { activeContext } from '../context/active-context.ts';
import type { Track } from '../tracking/track-options.ts';
import { trackWith } from '../tracking/track-with.ts';
import { defaultClient } from './default-client.ts';

/**
 * Records each call of a function, with the client that is active around it, else the default client. It wraps
 * functions and decorates methods, as a standard decorator or with `experimentalDecorators`. See {@link Vitrine.track}.
 *
 * @example
 * const answer = track({ name: 'answer', kind: 'agent' }, async (question: string) => await ask(question));
 *
 * class Agent {
 *   @track({ kind: 'tool' })
 *   async findOrder(id: number) { ... }
 * }
 */
export const track: Track = trackWith(() => activeContext.client() ?? defaultClient());
