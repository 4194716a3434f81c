export type { ModelClientOptions as AnthropicOptions } from '../model-calls/model-client-options.ts';
export { trackAnthropic } from './track-anthropic.ts';
