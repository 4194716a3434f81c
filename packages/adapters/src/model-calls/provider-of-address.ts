/** Providers by the hosts of their endpoints, as the price catalog names them. */
const PROVIDERS: readonly (readonly [host: RegExp, provider: string])[] = [
  [/(?:^|\.)openai\.com$/, 'openai'],
  [/\.(?:openai\.azure\.com|cognitiveservices\.azure\.com|services\.ai\.azure\.com)$/, 'azure'],
  [/(?:^|\.)anthropic\.com$/, 'anthropic'],
  [/(?:^|\.)googleapis\.com$/, 'google'],
  [/(?:^|\.)amazonaws\.com$/, 'aws'],
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
];

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const OLLAMA_PORT = '11434';

/** An address, or nothing where it is none. */
function urlOf(address: unknown): URL | undefined {
  return typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined;
}

/**
 * Who serves the models of a client: by its address, else the host itself.
 *
 * @param protocol whose protocol the client speaks; what is said of a server on this machine, which mostly is a proxy
 */
export function providerOfAddress(address: unknown, protocol: string): string {
  const url = urlOf(address);
  if (url === undefined) return protocol;
  if (LOOPBACK.test(url.hostname)) return url.port === OLLAMA_PORT ? 'ollama' : protocol;
  return PROVIDERS.find(([host]) => host.test(url.hostname))?.[1] ?? url.hostname;
}
