/** Canonical names of providers, by the hosts of their endpoints. */
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

/** Parses an address. Returns undefined if it is not a URL. */
function urlOf(address: unknown): URL | undefined {
  return typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined;
}

/**
 * Returns the provider at a client's address, or the host if the provider is unknown.
 *
 * @param protocol provider whose protocol the client uses. It is returned if the address is not a URL, and for a server
 * on this machine, which is usually a proxy.
 */
export function providerOfAddress(address: unknown, protocol: string): string {
  const url = urlOf(address);
  if (url === undefined) return protocol;
  if (LOOPBACK.test(url.hostname)) return url.port === OLLAMA_PORT ? 'ollama' : protocol;
  return PROVIDERS.find(([host]) => host.test(url.hostname))?.[1] ?? url.hostname;
}
