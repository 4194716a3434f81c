import { expect, it } from 'vitest';
import { canonicalProvider, PROVIDER_ALIASES } from './provider-names.ts';

it.each(Object.entries(PROVIDER_ALIASES))(
  '%s is called %s, in upper case and with an API behind it too',
  (alias, name) => {
    expect(canonicalProvider(alias)).toBe(name);
    expect(canonicalProvider(` ${alias.toUpperCase()}.chat `)).toBe(name);
  },
);

it.each([...new Set(Object.values(PROVIDER_ALIASES))])('%s keeps its name', (name) => {
  expect(canonicalProvider(name)).toBe(name);
});

it('a provider without an alias has one name in lower case, without its API', () => {
  expect(canonicalProvider('OpenAI.responses')).toBe('openai');
  expect(canonicalProvider('My-Gateway')).toBe('my-gateway');
  expect(canonicalProvider('constructor')).toBe('constructor');
  expect(canonicalProvider('')).toBe('');
});
