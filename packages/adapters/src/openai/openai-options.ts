import type { ModelClientOptions } from '../model-calls/model-client-options.ts';

/** Options for recording the calls of an OpenAI client. */
export interface OpenAIOptions extends ModelClientOptions {
  /**
   * Whether to request the token usage of chat streams (`stream_options.include_usage`) if the app does not. The chunk
   * with the usage is hidden from the app. If left out, only endpoints of OpenAI and Azure are asked, because others
   * may reject the field. A request's own `include_usage` always wins.
   */
  streamUsage?: boolean | undefined;
}
