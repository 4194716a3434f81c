import type { Vitrine } from '@vitrine/core';
import type { OperationStart } from './events.ts';
import { AiSdkCall } from './ai-sdk-call.ts';
import { openCalls } from './open-calls.ts';
import { type ThreadIdOption, threadOfCall } from './thread-of-call.ts';

/** Options for recording the AI SDK's calls. */
export interface AiSdkOptions {
  /** Thread of every call, or a function that returns it from the first event of a call. */
  threadId?: ThreadIdOption | undefined;
  /**
   * Whether a stream that fails or is aborted is recorded as far as it came. True if left out. Set it to false for
   * versions 5 and 6 if calls set `recordOutputs: false` but not `recordInputs: false`, because the tracer learns of the
   * former only at the end of a stream.
   */
  partialOutputs?: boolean | undefined;
}

/** Priority of a source of events. If a primary source reports a call too, it replaces a fallback source. */
type Priority = 'primary' | 'fallback';

/** Source of events: an integration, or the diagnostics channel. Each call is recorded from one source only. */
export class CallSource {
  readonly #client: Vitrine;
  readonly #options: AiSdkOptions;
  readonly #priority: Priority;

  constructor(client: Vitrine, options: AiSdkOptions, priority: Priority) {
    this.#client = client;
    this.#options = options;
    this.#priority = priority;
  }

  /** Starts to record a call, unless another source has started it. */
  start(event: OperationStart): void {
    this.#quietly(() => {
      const known = openCalls.get(event.callId);
      if (known === undefined) {
        const threadId = threadOfCall(event, this.#options.threadId);
        openCalls.endAbandoned();
        openCalls.add(event.callId, new AiSdkCall(this.#client, this, event, threadId));
      } else if (this.#replaces(known.source)) {
        known.source = this;
      }
    });
  }

  #replaces(other: object): boolean {
    return this.#priority === 'primary' && other instanceof CallSource && other.#priority === 'fallback';
  }

  /** Returns the call of an event, if this source records it. */
  call(callId: string): AiSdkCall | undefined {
    const call = openCalls.get(callId);
    return call?.source === this ? call : undefined;
  }

  /** Passes an event to its call. */
  dispatch<E extends { callId: string }>(event: E, handle: (call: AiSdkCall, event: E) => void): void {
    this.#quietly(() => {
      const call = this.call(event.callId);
      if (call === undefined) return;
      call.lastEventMs = Date.now();
      handle(call, event);
    });
  }

  /** Passes the last event to its call. */
  finish<E extends { callId: string }>(event: E, handle: (call: AiSdkCall, event: E) => void): void {
    this.dispatch(event, (call) => {
      openCalls.delete(event.callId);
      handle(call, event);
    });
  }

  #quietly(record: () => void): void {
    try {
      record();
    } catch (error) {
      this.#client.warn('An AI SDK call could not be recorded', error);
    }
  }
}
