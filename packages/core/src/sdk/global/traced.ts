import { activeContext } from '../context/active-context.ts';
import { type Traced, tracedWith } from '../tracking/traced-scope.ts';
import { defaultClient } from './default-client.ts';

/**
 * Runs a function in a new trace, with the client that is active around it, else the default client. See
 * {@link Vitrine.traced}.
 *
 * @example
 * const text = await traced({ name: 'nightly report', threadId: 'reports' }, async (trace) => await write(trace));
 */
export const traced: Traced = tracedWith(() => activeContext.client() ?? defaultClient());
