import { canonicalProvider, type ErrorInfo, type SpanKind, type SpanUpdateOptions } from '@vitrine/core';
import { attributesOf, type ExportedSpan } from './exported-span.ts';
import { providerErrorOf } from '../model-calls/provider-error.ts';
import { usageOf } from './usage-of.ts';

/** Kinds of spans by Mastra's type. Any other type is a step. */
const KINDS: Record<string, SpanKind> = {
  agent_run: 'agent',
  generic: 'general',
  model_inference: 'llm',
  tool_call: 'tool',
  client_tool_call: 'tool',
  provider_tool_call: 'tool',
  mcp_tool_call: 'tool',
  workflow_run: 'chain',
  rag_ingestion: 'chain',
  rag_embedding: 'embedding',
  rag_vector_operation: 'retrieval',
};

/** Types of spans that only group other spans, or repeat their content in chunks. */
const PLUMBING = new Set(['model_generation', 'model_chunk', 'workflow_conditional_eval', 'mapping']);

export function isHidden(span: ExportedSpan): boolean {
  return PLUMBING.has(span.type) || span.isInternal === true;
}

/** Whether a span is the later part of a run that was suspended, for example for an approval. */
export function isResumed({ metadata }: ExportedSpan): boolean {
  return metadata?.['resumed'] === true;
}

export function kindOf(span: ExportedSpan): SpanKind {
  return KINDS[span.type] ?? 'step';
}

/** Returns the name of a span: the model, the number of the step, or the name of the agent, tool or workflow. */
export function nameOf(span: ExportedSpan): string {
  const { model, stepIndex } = attributesOf(span);
  if (span.type === 'model_inference') return model ?? 'model';
  if (span.type === 'model_step' && stepIndex !== undefined) return `step ${stepIndex + 1}`;
  const quoted = /'([^']+)'/.exec(span.name)?.[1];
  return span.type === 'agent_run'
    ? (span.entityName ?? quoted ?? span.name)
    : (quoted ?? span.entityName ?? span.name);
}

/** Returns the input of a span. Text and lists become messages for an agent; any other input stays as it is. */
export function inputOf(span: ExportedSpan): unknown {
  const { input, type } = span;
  if (type !== 'agent_run' || input === undefined) return input;
  if (typeof input === 'string') return { messages: [{ role: 'user', content: input }] };
  return Array.isArray(input) ? { messages: input } : input;
}

/** Returns the output of a span. For an agent it is its object, or its text if it has no other field. */
export function outputOf(span: ExportedSpan): unknown {
  const { output, type } = span;
  if (typeof output !== 'object' || output === null || Array.isArray(output)) return output;
  const fields = Object.entries(output).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  if (type !== 'agent_run') return type === 'model_inference' ? Object.fromEntries(fields) : output;
  const { object, text } = output as { object?: unknown; text?: unknown };
  return object ?? (fields.length === 1 && text !== undefined ? text : Object.fromEntries(fields));
}

export function errorOf({ errorInfo }: ExportedSpan): ErrorInfo | undefined {
  if (errorInfo === undefined) return undefined;
  const { name: exception_type = 'Error', message, stack: traceback = '' } = errorInfo;
  return providerErrorOf({ exception_type, message, traceback });
}

/** Returns the model, provider, tokens and time to first token of a span. */
export function modelOf(span: ExportedSpan): SpanUpdateOptions {
  const { model, provider, responseModel, usage, completionStartTime } = attributesOf(span);
  // A later model call of the same answer repeats the time of the first call, which is before its own start.
  const ttft = completionStartTime === undefined ? -1 : Number(new Date(completionStartTime)) - Number(span.startTime);
  return {
    model: responseModel ?? model,
    provider: provider && canonicalProvider(provider),
    ...(usage === undefined ? {} : usageOf(usage)),
    ttft: ttft < 0 ? undefined : ttft,
  };
}

/** Returns the fields for the metadata of a span. */
export function metadataOf(span: ExportedSpan): Record<string, unknown> | undefined {
  const { parameters, finishReason, responseId, toolCallId, mcpServer, instructions, tools, availableTools } =
    attributesOf(span);
  const isAgent = span.type === 'agent_run';
  const metadata = {
    parameters: Object.keys(parameters ?? {}).length > 0 ? parameters : undefined,
    tools: availableTools ?? tools?.map((tool) => tool.name),
    instructions: isAgent ? instructions : undefined,
    finishReason,
    responseId,
    toolCallId,
    mcpServer,
  };
  return Object.values(metadata).some((value) => value !== undefined) ? metadata : undefined;
}
