import type { Vitrine } from '@vitrine/core';
import type { OperationStart } from './events.ts';
import { RecordedCall } from './ai-sdk-call.ts';
import { recordedCalls } from './open-calls.ts';
import { type ThreadIdOption, threadOfCall } from './thread-of-call.ts';

/** How the AI SDK's calls are recorded. */
export interface AiSdkOptions {
  /** The conversation of every call, or of each by its first event. */
  threadId?: ThreadIdOption | undefined;
}

/** One place that tells of calls: an integration, or the diagnostics channel. Each call is heard from one of them. */
export class CallSource {
  readonly #client: Vitrine;
  readonly #options: AiSdkOptions;
  /** A thin source gives a call up to a fuller one that tells of it too. */
  readonly #thin: boolean;

  constructor(client: Vitrine, options: AiSdkOptions, thin: boolean) {
    this.#client = client;
    this.#options = options;
    this.#thin = thin;
  }

  /** A call begins. Nothing happens where another source tells of it already. */
  start(event: OperationStart): void {
    this.#quietly(() => {
      const known = recordedCalls.get(event.callId);
      if (known === undefined) {
        const threadId = threadOfCall(event, this.#options.threadId);
        recordedCalls.add(event.callId, new RecordedCall(this.#client, this, event, threadId));
      } else if (!this.#thin && known.source instanceof CallSource && known.source.#thin) {
        known.source = this;
      }
    });
  }

  /** The call that an event is about, if it is this source's to tell of. */
  call(callId: string): RecordedCall | undefined {
    const call = recordedCalls.get(callId);
    return call?.source === this ? call : undefined;
  }

  /** Passes an event on to the call that it is about. */
  tell<E extends { callId: string }>(event: E, to: (call: RecordedCall, event: E) => void): void {
    this.#quietly(() => {
      const call = this.call(event.callId);
      if (call === undefined) return;
      call.heardMs = Date.now();
      to(call, event);
    });
  }

  /** Passes on the last event of a call. */
  finish<E extends { callId: string }>(event: E, to: (call: RecordedCall, event: E) => void): void {
    this.tell(event, (call) => {
      recordedCalls.delete(event.callId);
      to(call, event);
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
