import { THREAD_KEYS } from '../model/thread-keys.ts';
import type { Convention } from './convention.ts';

/** Keys under which apps put the id of a conversation into W3C baggage. */
const KEYS = ['session.id', 'conversation.id', ...THREAD_KEYS];

/**
 * Entries of W3C baggage, which OpenTelemetry's `BaggageSpanProcessor` copies to attributes of the same name on every
 * span. Those with the id of the conversation are read; the others stay in the metadata.
 */
export const BAGGAGE: Convention = { prefixes: KEYS, scalars: { thread_id: KEYS } };
