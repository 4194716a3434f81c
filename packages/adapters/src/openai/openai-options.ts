import type { ModelClientOptions } from '../model-calls/model-client-options.ts';

/** How the calls of an OpenAI client are recorded. */
export interface OpenAIOptions extends ModelClientOptions {
  /**
   * Whether chat streams are asked for their token usage (`stream_options.include_usage`) where the app does not ask: the
   * chunk that answers it is kept from the app. By default OpenAI's and Azure's own endpoints are asked, since others may
   * refuse what they do not know. What a request itself says of `include_usage` always stands.
   */
  streamUsage?: boolean | undefined;
}
