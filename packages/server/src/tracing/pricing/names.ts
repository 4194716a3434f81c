import { canonicalProvider } from '@vitrine/core/model';

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
  const [vendor, own] = slash > 0 ? [canonicalProvider(bare.slice(0, slash)), bare.slice(slash + 1)] : ['', bare];
  if (own !== bare) candidates.push({ provider, model: own }, { provider: vendor, model: own });
  for (const suffix of SUFFIXES) {
    const short = own.replace(suffix, '');
    if (short !== own) candidates.push({ provider, model: short }, { provider: vendor, model: short });
  }
  return [...candidates, ...candidates.map(({ model }) => ({ provider: '', model }))];
}
