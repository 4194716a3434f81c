/** Names by which SDKs call the providers of the catalog, in lower case. */
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
 * The catalog's id of a provider, by the name that an SDK sends: `openai.chat` is `openai`, `google_vertexai` is
 * `google`. One that has no other name in the table stays as it is; '' where it names none.
 */
export function catalogProvider(name: string): string {
  const lower = name.trim().toLowerCase();
  for (let prefix = lower; prefix !== ''; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('.')))) {
    const id = Object.hasOwn(PROVIDERS, prefix) ? PROVIDERS[prefix] : undefined;
    if (id !== undefined) return id;
  }
  return lower.split('.')[0] ?? '';
}

/** What clouds write around a model's own name. */
const WRAPPERS: readonly RegExp[] = [
  /^arn:aws:bedrock:[^/]*\//,
  /^projects\/[^/]+\/locations\/[^/]+\//,
  /^publishers\/[^/]+\/models\//,
  /^models\//,
  /^accounts\/[^/]+\/models\//,
];

/**
 * What stands behind a model's name when it was pinned or is a build of it. It is cut only where the whole name is not
 * in the catalog.
 */
const SUFFIXES: readonly RegExp[] = [/[-@](20\d\d-\d\d-\d\d|20\d{6})(-v\d+(:\d+)?)?$/, /-latest$/];

/** A variant with a price of its own: it is looked up as it was sent, and under no other name. */
const VARIANT = /:(free|nitro|floor|online|exacto)$/;

/** A provider's id ('' for any) and a model's name to look up. */
interface ModelName {
  provider: string;
  model: string;
}

/**
 * The names under which a model may stand in the catalog, the likeliest first: as it was sent, without what a cloud
 * writes around it, with the vendor in front of a slash as its provider (`openai/gpt-4o`), without its date; then the
 * same of any provider.
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
