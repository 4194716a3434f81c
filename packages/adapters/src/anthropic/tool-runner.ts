import type { Vitrine } from '@vitrine/core';
import { objectOf, textOf } from '../model-calls/body-fields.ts';
import type { Body, Endpoint, StreamAccumulator } from '../model-calls/endpoint.ts';
import { abandonedCalls } from '../model-calls/abandoned-calls.ts';
import { recordTool } from '../model-calls/record-tool.ts';
import { watchedIterator } from '../model-calls/watched-iterator.ts';
import { withField } from '../model-calls/with-field.ts';
import { messages } from './messages.ts';

/**
 * Accumulator that keeps the last message of all turns, which is the answer. Streamed turns are streams, not messages,
 * and are skipped.
 */
class LastMessage implements StreamAccumulator {
  #last: Body = {};

  add(message: Body): boolean {
    if (Array.isArray(message['content'])) this.#last = message;
    return false;
  }

  response(): Body {
    return this.#last;
  }
}

function recorded(client: Vitrine, tool: unknown): unknown {
  const { run, name } = objectOf(tool);
  if (typeof run !== 'function') return tool;
  return withField(tool as object, 'run', recordTool(client, textOf(name) ?? 'tool', run.bind(tool) as () => unknown));
}

/** Returns the endpoint `beta.messages.toolRunner`: the SDK's loop of model calls and tools, recorded as an agent. */
export function toolRunner(client: Vitrine): Endpoint {
  return {
    name: 'messages.toolRunner',
    start: (request) => ({ name: 'agent', kind: 'agent', input: messages.start(request).input }),
    accumulator: () => new LastMessage(),

    /** Has no tokens, because the model calls have them. */
    result: ({ content }) => ({ output: content === undefined ? undefined : { role: 'assistant', content } }),

    prepare(request) {
      const { tools } = request;
      if (!Array.isArray(tools)) return undefined;
      return { request: { ...request, tools: tools.map((tool) => recorded(client, tool)) }, isRequested: () => true };
    },

    /** Watches the iteration of the runner, which starts when it is iterated or awaited. */
    follow(runner, call) {
      const iterable = runner as { [Symbol.asyncIterator]?: () => AsyncIterator<Body> };
      const iterate = iterable[Symbol.asyncIterator];
      if (typeof iterate !== 'function') return call.complete({});
      abandonedCalls.watch(iterable, call);
      const value = (): AsyncIterator<Body> => {
        abandonedCalls.unwatch(iterable);
        return watchedIterator(iterate.call(iterable), call, {});
      };
      Object.defineProperty(iterable, Symbol.asyncIterator, { value, configurable: true, writable: true });
    },
  };
}
