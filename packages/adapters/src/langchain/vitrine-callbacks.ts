import { defaultClient, type Vitrine } from '@vitrine/core';
import type { CallbackHandlerMethods } from '@langchain/core/callbacks/base';
import type { GraphDefinition } from './graph-definition.ts';
import { countedOnce } from './counted-once.ts';
import { modelResult, modelSpan } from './model-span.ts';
import { parseJsonText } from '../parse-json-text.ts';
import { withPlainMessages, plainOutput } from './with-plain-messages.ts';
import { chainKind, className, isPlumbing } from './run-start.ts';
import type { Chunk } from './run.ts';
import { Runs } from './runs.ts';

/** Options for recording LangChain's runs. */
export interface LangChainOptions {
  /** Thread of all calls. If left out, a call's thread is the one in its `configurable` or metadata. */
  threadId?: string | undefined;
  /** Graph that the outermost call executes, for the metadata. `trackLangGraph` sets it. */
  graph?: Promise<GraphDefinition | undefined> | undefined;
}

/** Handler in the form that LangChain accepts. LangChain awaits it, which gives spans the times of their events. */
export interface VitrineCallbacks extends CallbackHandlerMethods {
  name: string;
  awaitHandlers: boolean;
}

type Params = Record<string, unknown>;

const NAME = 'vitrine';

/** Whether a handler is a Vitrine handler, also if LangChain has wrapped it. */
export function isVitrineHandler(handler: object): boolean {
  return (handler as { name?: unknown }).name === NAME;
}

/**
 * Creates a callback handler for LangChain and LangGraph. It records a trace for each outermost call, with chains,
 * graph nodes, model calls, tools and retrievers. Calls in a tracked function or in `client.runWith` nest there.
 *
 * @param client Vitrine client; the default client if left out
 * @example
 * await agent.invoke({ messages }, { callbacks: [vitrineCallbacks(client)], configurable: { thread_id: 'order-17' } });
 */
export function vitrineCallbacks(client: Vitrine = defaultClient(), options: LangChainOptions = {}): VitrineCallbacks {
  const runs = new Runs(client, options);
  const fail = (error: unknown, runId: string): void => runs.finish(runId, (run) => run.fail(error));

  const modelStart = (
    llm: unknown,
    input: () => unknown,
    runId: string,
    parentRunId?: string,
    extraParams?: Params,
    tags: string[] = [],
    metadata: Params = {},
    _runName?: string,
  ): void =>
    runs.quietly(() => {
      const span = modelSpan(llm, input(), extraParams, metadata);
      runs.begin({ runId, parentRunId, tags, metadata, span });
    });

  return {
    name: NAME,
    awaitHandlers: true,

    handleChatModelStart: (llm, messages, ...rest) =>
      modelStart(llm, () => ({ messages: withPlainMessages(messages.length > 1 ? messages : messages[0]) }), ...rest),
    handleLLMStart: (llm, prompts, ...rest) =>
      modelStart(llm, () => ({ prompt: prompts.length > 1 ? prompts : prompts[0] }), ...rest),
    handleLLMNewToken: (token, _indices, runId, _parentRunId, _tags, fields) =>
      runs.dispatch(runId, (run) => run.token(token, fields?.chunk as Chunk | undefined)),
    handleLLMEnd: (output, runId) =>
      runs.finish(runId, (run) => run.end(countedOnce(client, output, modelResult(run.start, output)))),
    handleLLMError: fail,

    /** LangChain passes the parameters in an order that differs from the declared one. */
    handleChainStart(chain, inputs, runId, parentRunId?: string, tags: string[] = [], metadata: Params = {}, ...rest) {
      const [, runName] = rest as [runType?: string, runName?: string];
      const name = runName ?? className(chain) ?? 'chain';
      const span = () => ({ name, kind: chainKind(chain, name, metadata), input: withPlainMessages(inputs) }) as const;
      runs.quietly(() =>
        runs.begin({ runId, parentRunId, tags, metadata, span: span(), hidden: isPlumbing(name, tags) }),
      );
    },
    handleChainEnd: (outputs, runId) => runs.finish(runId, (run) => run.end({ output: plainOutput(outputs) })),
    handleChainError: fail,

    handleToolStart(tool, input, runId, parentRunId, tags = [], metadata = {}, runName, toolCallId?: string) {
      const name = runName ?? className(tool) ?? 'tool';
      const span = { name, kind: 'tool', input: parseJsonText(input), metadata: { toolCallId } } as const;
      runs.begin({ runId, parentRunId, tags, metadata, span });
    },
    handleToolEnd: (output, runId) => runs.finish(runId, (run) => run.end(toolResult(output))),
    handleToolError: fail,

    handleRetrieverStart(retriever, query, runId, parentRunId, tags = [], metadata = {}, name?: string) {
      const span = { name: name ?? className(retriever) ?? 'retriever', kind: 'retrieval', input: { query } } as const;
      runs.begin({ runId, parentRunId, tags, metadata, span });
    },
    handleRetrieverEnd: (documents: unknown, runId) => runs.finish(runId, (run) => run.end({ output: { documents } })),
    handleRetrieverError: fail,
  };
}

/** Returns the result of a tool. If it is a tool message, the output is its content, and status `error` is an error. */
function toolResult(output: unknown) {
  const { content, status } = (typeof output === 'object' && output !== null ? output : {}) as Params;
  if (content === undefined) return { output: withPlainMessages(output) };
  const message = typeof content === 'string' ? content : 'The tool failed.';
  return {
    output: parseJsonText(content),
    errorInfo: status === 'error' ? { exception_type: 'ToolError', message, traceback: '' } : undefined,
  };
}
