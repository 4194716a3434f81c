import { providerOfAddress } from '../model-calls/provider-of-address.ts';

/** Fields of a client that show where it sends its calls. */
export interface OpenAIClient {
  baseURL?: string;
  /** Only Azure's clients have it. */
  apiVersion?: string;
}

/** First version of Azure's API that accepts `stream_options`. */
const AZURE_SINCE = '2024-09-01';

/** Whether a client's endpoint is known to accept `stream_options`: those of OpenAI and Azure are. */
export function acceptsStreamOptions({ baseURL, apiVersion = '' }: OpenAIClient): boolean {
  const provider = providerOfAddress(baseURL, '');
  return provider === 'openai' || (provider === 'azure' && (apiVersion === '' || apiVersion >= AZURE_SINCE));
}
