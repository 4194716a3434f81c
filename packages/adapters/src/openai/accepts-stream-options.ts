import { providerOfAddress } from '../model-calls/provider-of-address.ts';

/** What is read of a client to know where it sends its calls. */
export interface OpenAIClient {
  baseURL?: string;
  /** Azure's clients alone. */
  apiVersion?: string;
}

/** Azure takes `stream_options` since this version of its API. */
const AZURE_SINCE = '2024-09-01';

/** Whether a client's endpoint is known to take `stream_options`: those of OpenAI and Azure. */
export function acceptsStreamOptions({ baseURL, apiVersion = '' }: OpenAIClient): boolean {
  const provider = providerOfAddress(baseURL, '');
  return provider === 'openai' || (provider === 'azure' && (apiVersion === '' || apiVersion >= AZURE_SINCE));
}
