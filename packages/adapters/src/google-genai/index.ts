export type { ModelClientOptions as GoogleGenAIOptions } from '../model-calls/model-client-options.ts';
export { trackGoogleGenAI } from './track-google-genai.ts';
