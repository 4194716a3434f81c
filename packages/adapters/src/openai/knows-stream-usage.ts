/** What is read of a client to know where it sends its calls. */
export interface OpenAIClient {
  baseURL?: string;
  /** Azure's clients alone. */
  apiVersion?: string;
}

const AZURE = /\.(?:openai\.azure\.com|cognitiveservices\.azure\.com|services\.ai\.azure\.com)$/;

/** Providers by the host of their endpoints that speak OpenAI's protocol, as the price catalog names them. */
const PROVIDERS: readonly (readonly [host: RegExp, provider: string])[] = [
  [/(?:^|\.)api\.openai\.com$/, 'openai'],
  [AZURE, 'azure'],
  [/(?:^|\.)openrouter\.ai$/, 'openrouter'],
  [/(?:^|\.)groq\.com$/, 'groq'],
  [/(?:^|\.)mistral\.ai$/, 'mistral'],
  [/(?:^|\.)deepseek\.com$/, 'deepseek'],
  [/(?:^|\.)together\.(?:xyz|ai)$/, 'together'],
  [/(?:^|\.)fireworks\.ai$/, 'fireworks'],
  [/(?:^|\.)x\.ai$/, 'x-ai'],
  [/(?:^|\.)perplexity\.ai$/, 'perplexity'],
  [/(?:^|\.)moonshot\.(?:ai|cn)$/, 'moonshotai'],
  [/(?:^|\.)cohere\.(?:ai|com)$/, 'cohere'],
  [/(?:^|\.)anthropic\.com$/, 'anthropic'],
  [/(?:^|\.)googleapis\.com$/, 'google'],
  [/(?:^|\.)amazonaws\.com$/, 'aws'],
];

/** Azure takes `stream_options` since this version of its API. */
const AZURE_SINCE = '2024-09-01';

function hostOf({ baseURL }: OpenAIClient): string {
  try {
    return new URL(baseURL ?? '').hostname;
  } catch {
    return '';
  }
}

/** Who serves the models of a client: by its address, else the host itself. */
export function providerOf(openai: OpenAIClient): string {
  const host = hostOf(openai);
  return PROVIDERS.find(([known]) => known.test(host))?.[1] ?? (host === '' ? 'openai' : host);
}

/** Whether a client's endpoint is known to take `stream_options`. */
export function knowsStreamUsage(openai: OpenAIClient): boolean {
  const host = hostOf(openai);
  if (!AZURE.test(host)) return /(?:^|\.)api\.openai\.com$/.test(host);
  return openai.apiVersion === undefined || openai.apiVersion === '' || openai.apiVersion >= AZURE_SINCE;
}
