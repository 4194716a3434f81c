import type { ModelClientOptions } from '../model-calls/model-client-options.ts';

/** Options for recording the calls of an OpenAI client. */
export interface OpenAIOptions extends ModelClientOptions {
  /**
   * Whether to request the token usage of chat streams (`stream_options.include_usage`) if the app does not. The chunk
   * with the usage is hidden from the app. Defaults to true for endpoints of OpenAI, and of Azure from API version
   * 2024-09-01; others may reject the field. A request's own `include_usage` always takes precedence.
   */
  streamUsage?: boolean | undefined;
}
