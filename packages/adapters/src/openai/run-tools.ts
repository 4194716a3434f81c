import type { Vitrine } from '@vitrine/core';
import { filled, objectOf, objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Body, Endpoint } from '../model-calls/endpoint.ts';
import { recordTool } from '../model-calls/record-tool.ts';
import { withField } from '../model-calls/with-field.ts';
import { threadOfRequest } from './thread-of-request.ts';

/** What is read of a `ChatCompletionRunner`. */
interface Runner {
  on?: (event: 'end', listener: () => void) => unknown;
  messages?: unknown;
  errored?: boolean;
  aborted?: boolean;
}

function recorded(client: Vitrine, tool: unknown): unknown {
  const inner = objectOf(tool)['function'];
  const { function: run, name } = objectOf(inner);
  if (typeof run !== 'function') return tool;
  const named = textOf(name) ?? (run.name || 'tool');
  const recordedRun = recordTool(client, named, run.bind(inner) as () => unknown);
  // The SDK takes the name of a tool that has none from its function.
  Object.defineProperty(recordedRun, 'name', { value: run.name });
  return withField(tool as object, 'function', withField(inner as object, 'function', recordedRun));
}

function errorOf({ aborted }: Runner): object {
  return aborted === true
    ? { exception_type: 'APIUserAbortError', message: 'Request was aborted.', traceback: '' }
    : { exception_type: 'Error', message: 'The run failed: see what it called.', traceback: '' };
}

/** `chat.completions.runTools`: the SDK's loop of model calls and tools, an agent. */
export function runTools(client: Vitrine): Endpoint {
  return {
    name: 'chat.completions.runTools',
    threadId: threadOfRequest,
    start: ({ messages }) => ({ name: 'agent', kind: 'agent', input: { messages } }),

    /** The tokens are those of its model calls. */
    result(response: Body) {
      const last = objectsOf(response['messages']).findLast(({ role }) => role === 'assistant');
      return { output: last === undefined ? undefined : filled(last) };
    },

    prepare(request) {
      const { tools } = request;
      if (!Array.isArray(tools)) return undefined;
      return { request: { ...request, tools: tools.map((tool) => recorded(client, tool)) }, isRequested: () => true };
    },

    /** Its end alone is listened to: a listener for errors would make them count as handled. */
    follow(given, call) {
      const runner = given as Runner;
      if (typeof runner.on !== 'function') return call.complete({});
      runner.on('end', () => {
        if (runner.errored === true || runner.aborted === true) call.fail(errorOf(runner));
        else call.complete({ messages: runner.messages });
      });
    },
  };
}
