import { activeContext, type SpanHandle, type TraceHandle } from '@vitrine/core';
import type { ChannelFollower } from '../platform/channel-follower.ts';
import type { Body } from '../model-calls/endpoint.ts';
import type { CallSource } from './call-source.ts';
import type { ContentPart, ModelEnd, ModelStart, OperationEnd, StepStart, ToolStart } from './events.ts';
import type { AiSdkCall } from './ai-sdk-call.ts';
import { parsedInput } from './streamed-answer.ts';
import { providerUsage } from './provider-usage.ts';

/** `TelemetryTracingChannelMessage` of `ai`. */
interface Message {
  type: string;
  event: { callId: string };
}

type Ended = Message & { result?: unknown; error?: unknown };

/** Result of the provider (`LanguageModelV4GenerateResult`, or `LanguageModelV4StreamResult` without content). */
interface ModelResult {
  content?: readonly ContentPart[];
  finishReason?: { unified?: string };
  usage?: unknown;
  response?: { id?: string; modelId?: string };
  providerMetadata?: unknown;
  stream?: ReadableStream<Body>;
}

function modelEnd(callId: string, result: ModelResult): ModelEnd {
  return {
    callId,
    modelId: result.response?.modelId,
    finishReason: result.finishReason?.unified,
    responseId: result.response?.id,
    providerMetadata: result.providerMetadata,
    content: result.content?.map(parsedInput),
    usage: providerUsage(result.usage),
  };
}

/** Functions that start a part of a call, by message type. They return the parent of what the part's code records. */
const BEGIN: Record<string, (call: AiSdkCall, event: never) => TraceHandle | SpanHandle | undefined> = {
  step(call, event: StepStart) {
    call.stepStart(event);
    return call.inside;
  },
  languageModelCall(call, event: ModelStart) {
    call.modelStart(event);
    return call.modelHandle;
  },
  executeTool(call, event: ToolStart) {
    call.toolStart(event);
    return call.toolHandle(event.toolCall.toolCallId);
  },
};

/** Functions that end a part of a call that did not fail, by message type. */
const FINISH: Record<string, (call: AiSdkCall, message: Ended) => void> = {
  step: (call) => call.stepEnd({}),
  languageModelCall(call, { event, result }) {
    const answer = result as ModelResult | undefined;
    if (answer?.content !== undefined) call.modelEnd(modelEnd(event.callId, answer));
    // The AI SDK reads the stream from this object, which it made for this call.
    else if (answer?.stream instanceof ReadableStream) answer.stream = call.watch(answer.stream);
  },
  executeTool(call, { event, result }) {
    const toolOutput = (result as { output?: { type: string } } | undefined)?.output;
    call.toolEnd({ ...(event as ToolStart), toolOutput });
  },
};

/** Turns messages of the AI SDK's diagnostics channel into events of a source. */
export function channelFollower(source: CallSource): ChannelFollower<Message> {
  return {
    enter({ type, event }) {
      let inside: TraceHandle | SpanHandle | undefined;
      const begin = BEGIN[type];
      if (begin === undefined) source.start(event);
      source.dispatch(event, (call) => {
        inside = begin === undefined ? call.inside : begin(call, event as never);
      });
      const call = source.call(event.callId);
      return call === undefined || inside === undefined ? undefined : activeContext.frame(call.client, inside);
    },

    leave(message) {
      const { type, event, error } = message;
      const failure = { callId: event.callId, error };
      if (BEGIN[type] === undefined) {
        source.finish(event, (call) => {
          if (error === undefined) call.operationEnd((message.result ?? event) as OperationEnd);
          else call.fail(failure);
        });
      } else {
        source.dispatch(event, (call) => {
          if (error === undefined) FINISH[type]?.(call, message);
          else call.stepFail(failure);
        });
      }
    },
  };
}
