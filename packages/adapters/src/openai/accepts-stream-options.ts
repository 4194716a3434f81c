import { providerOfAddress } from '../model-calls/provider-of-address.ts';

/** Fields of a client that identify its endpoint. */
export interface OpenAIClient {
  baseURL?: string;
  /** Set only in Azure's clients. */
  apiVersion?: string;
}

/** Date of the first API version of Azure that accepts `stream_options`. */
const AZURE_SINCE = '2024-09-01';

/** Whether a client's endpoint is known to accept `stream_options`: those of OpenAI and Azure do. */
export function acceptsStreamOptions({ baseURL, apiVersion = '' }: OpenAIClient): boolean {
  const provider = providerOfAddress(baseURL, '');
  return provider === 'openai' || (provider === 'azure' && (apiVersion === '' || apiVersion >= AZURE_SINCE));
}
