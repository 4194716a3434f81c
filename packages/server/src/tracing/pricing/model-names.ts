import { canonicalProvider } from '@vitrine/core/model';

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

/** Name of a model on Bedrock, with or without the prefix of its region. */
const BEDROCK =
  /^([a-z-]{2,8}\.)?(ai21|amazon|anthropic|cohere|deepseek|google|luma|meta|minimax|mistral|moonshot|nvidia|openai|qwen|stability|twelvelabs|writer|zai)\.[a-z]/;

/** Suffix of a variant with its own price. Such a name is looked up only as it was sent. */
const VARIANT = /:(free|nitro|floor|online|exacto)$/;

/** Prefixes that OpenRouter gives to the models of vendors whose own prices the catalog has only there. */
const ON_OPENROUTER: Readonly<Record<string, string>> = {
  alibaba: 'qwen',
  dashscope: 'qwen',
  qwen: 'qwen',
  'x-ai': 'x-ai',
  'z-ai': 'z-ai',
  zai: 'z-ai',
  zhipuai: 'z-ai',
};

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
  // Frameworks may name themselves as the provider.
  if (BEDROCK.test(bare)) candidates.push({ provider: 'aws', model: bare });
  const slash = bare.indexOf('/');
  const [vendor, own] = slash > 0 ? [canonicalProvider(bare.slice(0, slash)), bare.slice(slash + 1)] : ['', bare];
  if (own !== bare) candidates.push({ provider, model: own }, { provider: vendor, model: own });
  for (const suffix of SUFFIXES) {
    const short = own.replace(suffix, '');
    if (short !== own) candidates.push({ provider, model: short }, { provider: vendor, model: short });
  }
  const prefix = Object.hasOwn(ON_OPENROUTER, provider) ? ON_OPENROUTER[provider] : undefined;
  return [
    ...candidates,
    ...candidates.map(({ model }) => ({ provider: '', model })),
    ...(prefix ? [{ provider: 'openrouter', model: `${prefix}/${own}` }] : []),
  ];
}
