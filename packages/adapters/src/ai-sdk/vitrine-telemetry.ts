import { defaultClient, type Vitrine } from '@vitrine/core';
import type { Telemetry } from 'ai';
import { type AiSdkOptions, CallSource } from './call-source.ts';
import type * as Events from './events.ts';
import { abandonedStreams } from './abandoned-streams.ts';

/**
 * Creates an integration for the telemetry of the AI SDK 7. It records a trace for each outermost call, with steps,
 * model calls and tools. Calls in a tracked function, in `client.runWith` or in a tool nest there. If a call's
 * telemetry sets `recordInputs` or `recordOutputs` to false, its inputs or outputs are not recorded.
 *
 * @param client Vitrine client; the default client if left out
 * @example
 * import { registerTelemetry } from 'ai';
 * registerTelemetry(vitrineTelemetry(new Vitrine({ projectName: 'support' })));
 */
export function vitrineTelemetry(client: Vitrine = defaultClient(), options: AiSdkOptions = {}): Telemetry {
  const source = new CallSource(client, options, 'primary');
  return {
    onStart: (event: Events.OperationStart) => source.start(event),
    onStepStart: (event: Events.StepStart) => source.dispatch(event, (call) => call.stepStart(event)),
    onLanguageModelCallStart: (event: Events.ModelStart) => source.dispatch(event, (call) => call.modelStart(event)),
    onLanguageModelCallEnd: (event) => source.dispatch(event, (call) => call.modelEnd(event)),
    onToolExecutionStart: (event: Events.ToolStart) => source.dispatch(event, (call) => call.toolStart(event)),
    onToolExecutionEnd: (event: Events.ToolEnd) => source.dispatch(event, (call) => call.toolEnd(event)),
    onStepEnd: (event) => source.dispatch(event, (call) => call.stepEnd(event)),
    onStepError: (event: Events.Failure) => source.dispatch(event, (call) => call.stepFail(event)),
    onObjectStepStart: (event) =>
      source.dispatch({ ...event, messages: event.promptMessages }, (call, start) => call.modelStart(start)),
    onObjectStepEnd: (event) =>
      source.dispatch(
        { ...event, responseId: event.response.id, content: [{ type: 'text', text: event.objectText }] },
        (call, end) => call.modelEnd(end),
      ),
    onEnd: (event) => source.finish(event as Events.OperationEnd, (call, end) => call.operationEnd(end)),
    onAbort: (event: Events.Failure) => source.finish(event, (call) => call.fail(event)),
    onError: (event) => source.finish(event as Events.Failure, (call, failure) => call.fail(failure)),
    async executeLanguageModelCall({ callId, execute }) {
      const call = source.call(callId);
      if (call === undefined) return await execute();
      const model = call.modelHandle;
      const result = await call.client.runWith(model, execute);
      const { stream } = result as { stream?: unknown };
      if (!(stream instanceof ReadableStream)) return result;
      const watched = { ...result, stream: call.watch(stream) };
      abandonedStreams.watch(watched, { callId, model });
      return watched;
    },
    executeTool({ callId, toolCallId, execute }) {
      const call = source.call(callId);
      const tool = call?.toolHandle(toolCallId);
      return call === undefined || tool === undefined ? execute() : call.client.runWith(tool, execute);
    },
  };
}
