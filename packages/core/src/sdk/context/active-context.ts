import { createContextStorage } from '#platform';
import type { ContextStorage } from '../../platform/context-storage.ts';
import type { Recording } from '../recording/recording.ts';
import { SpanHandle } from '../recording/span-handle.ts';
import type { TraceHandle } from '../recording/trace-handle.ts';
import { type CallOptions, callOptions } from './call-options.ts';

type Handle = TraceHandle | SpanHandle;

/** Returns the span or trace around the running code, as found in a framework's own context. */
export type ContextSource = (client: Recording) => Handle | undefined;

/** The trace or span of a client that is being recorded around some code, inside an outer frame. */
export interface Frame {
  readonly client: Recording;
  readonly handle: Handle;
  readonly outer: Frame | undefined;
  /**
   * Handle that the sources returned when the frame was made. If they now return another handle, that one is inside
   * this frame.
   */
  readonly sourced: Handle | undefined;
}

const storage: ContextStorage<Frame> = createContextStorage<Frame>();
const sources = new Set<ContextSource>();

/** Returns a client's innermost frame, because several clients may record the same code. */
function frameOf(client: Recording): Frame | undefined {
  let frame = storage.getStore();
  while (frame !== undefined && frame.client !== client) frame = frame.outer;
  return frame;
}

function sourced(client: Recording): Handle | undefined {
  for (const source of sources) {
    try {
      const handle = source(client);
      if (handle !== undefined) return handle;
    } catch {
      // The source cannot read this version of the framework's context, so it provides no handle.
    }
  }
  return undefined;
}

function active(client: Recording): Handle | undefined {
  const frame = frameOf(client);
  const found = sourced(client);
  return found === undefined || found === frame?.sourced ? frame?.handle : found;
}

/**
 * The traces and spans that are being recorded around the running code. Clients offer them as `runWith`, `currentSpan`
 * and `currentTrace`. Instrumentation that enters contexts itself binds `storage`, as in
 * `channel.bindStore(activeContext.storage, ...)`. Instrumentation of a framework whose context cannot be entered adds
 * a source.
 */
export const activeContext = {
  storage,

  /** Returns the client of the innermost frame. */
  client: (): Recording | undefined => storage.getStore()?.client,

  handle: active,

  /** Returns the call options around the running code. */
  options: (): CallOptions | undefined => callOptions.getStore(),

  span(client: Recording): SpanHandle | undefined {
    const handle = active(client);
    return handle instanceof SpanHandle ? handle : undefined;
  },

  trace(client: Recording): TraceHandle | undefined {
    const handle = active(client);
    return handle instanceof SpanHandle ? handle.trace : handle;
  },

  /** Makes the frame for code that runs inside `handle`. */
  frame(client: Recording, handle: Handle): Frame {
    return { client, handle, outer: storage.getStore(), sourced: sourced(client) };
  },

  /** Adds a source, once. */
  addSource(source: ContextSource): void {
    sources.add(source);
  },
};
