/**
 * Names by which SDKs and instrumentations call providers, in lower case, with the one name of each provider here: its id
 * in the price catalog (`@pydantic/genai-prices`). A provider that is not in the table has one name only.
 */
export const PROVIDER_ALIASES: Readonly<Record<string, string>> = {
  azure_openai: 'azure',
  'azure-openai': 'azure',
  azure_ai: 'azure',
  'azure.ai.openai': 'azure',
  'azure.ai.inference': 'azure',
  'az.ai.openai': 'azure',
  'az.ai.inference': 'azure',
  google_vertexai: 'google',
  google_anthropic_vertex: 'google',
  google_ai: 'google',
  google_ai_studio: 'google',
  google_genai: 'google',
  google_generative_ai: 'google',
  'google-vertex': 'google',
  'google-vertexai': 'google',
  'google-genai': 'google',
  'google-generative-ai': 'google',
  'gcp.vertex_ai': 'google',
  'gcp.vertex.agent': 'google',
  'gcp.gemini': 'google',
  'gcp.gen_ai': 'google',
  gemini: 'google',
  vertex: 'google',
  vertexai: 'google',
  vertex_ai: 'google',
  'vertex.google': 'google',
  'vertex.anthropic': 'google',
  bedrock: 'aws',
  bedrock_converse: 'aws',
  'amazon-bedrock': 'aws',
  amazon_bedrock: 'aws',
  aws_bedrock: 'aws',
  'aws.bedrock': 'aws',
  mistralai: 'mistral',
  mistral_ai: 'mistral',
  xai: 'x-ai',
  x_ai: 'x-ai',
  grok: 'x-ai',
  'together.ai': 'together',
  together_ai: 'together',
  togetherai: 'together',
  fireworks_ai: 'fireworks',
  fireworksai: 'fireworks',
  moonshot: 'moonshotai',
  kimi: 'moonshotai',
  voyage: 'voyageai',
  voyage_ai: 'voyageai',
};

/**
 * Returns the one name of a provider, in lower case. The name of an API after a dot is dropped: `openai.chat` is `openai`,
 * and `google_vertexai` is `google`. An unknown name stays as it is, and an empty one is ''.
 *
 * @example
 * canonicalProvider('amazon-bedrock'); // 'aws'
 */
export function canonicalProvider(name: string): string {
  const lower = name.trim().toLowerCase();
  for (let prefix = lower; prefix !== ''; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('.')))) {
    const canonical = Object.hasOwn(PROVIDER_ALIASES, prefix) ? PROVIDER_ALIASES[prefix] : undefined;
    if (canonical !== undefined) return canonical;
  }
  return lower.split('.')[0] ?? '';
}
