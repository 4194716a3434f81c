import { createContextStorage } from '#platform';
import type { ContextStorage } from '../platform/context-storage.ts';
import { SpanHandle } from './span-handle.ts';
import type { TraceHandle } from './trace-handle.ts';
import type { Vitrine } from './vitrine.ts';

/** What is being recorded around some code: a trace or span of a client, inside what was there before. */
export interface Frame {
  readonly client: Vitrine;
  readonly handle: TraceHandle | SpanHandle;
  readonly outer: Frame | undefined;
}

const storage: ContextStorage<Frame> = createContextStorage<Frame>();

/** A client's innermost frame: several clients may record the same code. */
function frameOf(client: Vitrine): Frame | undefined {
  let frame = storage.getStore();
  while (frame !== undefined && frame.client !== client) frame = frame.outer;
  return frame;
}

/**
 * What is being recorded around the running code. Clients offer it as `runWith`, `currentSpan` and `currentTrace`;
 * instrumentation that enters contexts itself binds `storage`, as with `channel.bindStore(activeContext.storage, ...)`.
 */
export const activeContext = {
  storage,

  /** The client of the innermost frame. */
  client: (): Vitrine | undefined => storage.getStore()?.client,

  handle: (client: Vitrine): TraceHandle | SpanHandle | undefined => frameOf(client)?.handle,

  span(client: Vitrine): SpanHandle | undefined {
    const handle = frameOf(client)?.handle;
    return handle instanceof SpanHandle ? handle : undefined;
  },

  trace(client: Vitrine): TraceHandle | undefined {
    const handle = frameOf(client)?.handle;
    return handle instanceof SpanHandle ? handle.trace : handle;
  },

  /** The frame for code that runs inside `handle`. */
  frame(client: Vitrine, handle: TraceHandle | SpanHandle): Frame {
    return { client, handle, outer: storage.getStore() };
  },
};
