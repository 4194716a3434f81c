import type { Vitrine } from '@vitrine/core';
import { filled, objectOf, objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Body, Endpoint } from '../model-calls/endpoint.ts';
import { recordTool } from '../model-calls/record-tool.ts';
import { withField } from '../model-calls/with-field.ts';
import { threadOfRequest } from './thread-of-request.ts';

/** Members of a `ChatCompletionRunner` that are used. */
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
  // The SDK names a tool without a name after its function.
  Object.defineProperty(recordedRun, 'name', { value: run.name });
  return withField(tool as object, 'function', withField(inner as object, 'function', recordedRun));
}

function errorOf({ aborted }: Runner): object {
  return aborted === true
    ? { exception_type: 'APIUserAbortError', message: 'Request was aborted.', traceback: '' }
    : {
        exception_type: 'Error',
        message: 'The run failed; see the errors of its model calls and tools.',
        traceback: '',
      };
}

/** Returns the endpoint `chat.completions.runTools`: the SDK's loop of model calls and tools, recorded as an agent. */
export function runTools(client: Vitrine): Endpoint {
  return {
    name: 'chat.completions.runTools',
    threadId: threadOfRequest,
    start: ({ messages }) => ({ name: 'agent', kind: 'agent', input: { messages } }),

    /** Has no tokens, because the model calls have them. */
    result(response: Body) {
      const last = objectsOf(response['messages']).findLast(({ role }) => role === 'assistant');
      return { output: last === undefined ? undefined : filled(last) };
    },

    prepare(request) {
      const { tools } = request;
      if (!Array.isArray(tools)) return undefined;
      return { request: { ...request, tools: tools.map((tool) => recorded(client, tool)) }, isRequested: () => true };
    },

    /** Listens only to `end`, because the SDK would treat errors as handled if there were a listener for them. */
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
