/** Provider ids of the catalog by the names that SDKs send, in lower case. */
const PROVIDERS: Readonly<Record<string, string>> = {
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
 * Returns the catalog's id of a provider by the name that an SDK sends: `openai.chat` is `openai`, `google_vertexai` is
 * `google`. A name that is not in the table stays as it is up to the first dot; '' if there is none.
 */
export function catalogProvider(name: string): string {
  const lower = name.trim().toLowerCase();
  for (let prefix = lower; prefix !== ''; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('.')))) {
    const id = Object.hasOwn(PROVIDERS, prefix) ? PROVIDERS[prefix] : undefined;
    if (id !== undefined) return id;
  }
  return lower.split('.')[0] ?? '';
}

/** Prefixes that clouds add to a model's own name. */
const WRAPPERS: readonly RegExp[] = [
  /^arn:aws:bedrock:[^/]*\//,
  /^projects\/[^/]+\/locations\/[^/]+\//,
  /^publishers\/[^/]+\/models\//,
  /^models\//,
  /^accounts\/[^/]+\/models\//,
];

/** Suffixes of a pinned version or a build. They are removed only if the catalog does not have the whole name. */
const SUFFIXES: readonly RegExp[] = [/[-@](20\d\d-\d\d-\d\d|20\d{6})(-v\d+(:\d+)?)?$/, /-latest$/];

/** Suffix of a variant with its own price. Such a name is looked up only as it was sent. */
const VARIANT = /:(free|nitro|floor|online|exacto)$/;

/** Provider's id ('' for any) and model's name to look up. */
interface ModelName {
  provider: string;
  model: string;
}

/**
 * Returns the names under which the catalog may have a model, most likely first: as it was sent, without the cloud's
 * prefix, with the vendor before a slash as its provider (`openai/gpt-4o`), without its date; then the same for any
 * provider.
 */
export function modelNames(provider: string, sent: string): ModelName[] {
  if (VARIANT.test(sent)) return [{ provider, model: sent }];
  const names = new Set([sent]);
  let bare = sent;
  for (const wrapper of WRAPPERS) bare = bare.replace(wrapper, '');
  names.add(bare);
  const candidates: ModelName[] = [...names].map((model) => ({ provider, model }));
  const slash = bare.indexOf('/');
  const [vendor, own] = slash > 0 ? [catalogProvider(bare.slice(0, slash)), bare.slice(slash + 1)] : ['', bare];
  if (own !== bare) candidates.push({ provider, model: own }, { provider: vendor, model: own });
  for (const suffix of SUFFIXES) {
    const short = own.replace(suffix, '');
    if (short !== own) candidates.push({ provider, model: short }, { provider: vendor, model: short });
  }
  return [...candidates, ...candidates.map(({ model }) => ({ provider: '', model }))];
}
