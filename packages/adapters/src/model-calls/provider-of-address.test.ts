import { canonicalProvider } from '@vitrine/core';
import { expect, it } from 'vitest';
import { providerOfAddress } from './provider-of-address.ts';

it.each([
  ['https://api.openai.com/v1', 'openai'],
  ['https://desk.openai.azure.com/openai', 'azure'],
  ['https://desk.services.ai.azure.com/models', 'azure'],
  ['https://api.anthropic.com', 'anthropic'],
  ['https://us-central1-aiplatform.googleapis.com', 'google'],
  ['https://bedrock-runtime.us-east-1.amazonaws.com', 'aws'],
  ['https://openrouter.ai/api/v1', 'openrouter'],
  ['https://api.groq.com/openai/v1', 'groq'],
  ['https://api.mistral.ai/v1', 'mistral'],
  ['https://api.deepseek.com', 'deepseek'],
  ['https://api.together.xyz/v1', 'together'],
  ['https://api.fireworks.ai/inference/v1', 'fireworks'],
  ['https://api.x.ai/v1', 'x-ai'],
  ['https://api.perplexity.ai', 'perplexity'],
  ['https://api.moonshot.cn/v1', 'moonshotai'],
  ['https://api.cohere.ai/compatibility/v1', 'cohere'],
])('the provider at %s has its canonical name, %s', (address, name) => {
  expect(providerOfAddress(address, 'openai')).toBe(name);
  expect(canonicalProvider(name)).toBe(name);
});

it('an unknown host is its own provider', () => {
  expect(providerOfAddress('https://models.example.com/v1', 'openai')).toBe('models.example.com');
});

it('a local server is Ollama by its port, otherwise a proxy of the client’s own provider', () => {
  expect(providerOfAddress('http://localhost:11434/v1', 'openai')).toBe('ollama');
  expect(providerOfAddress('http://127.0.0.1:8080', 'anthropic')).toBe('anthropic');
});

it('a client without an address serves its own provider’s models', () => {
  expect(providerOfAddress(undefined, 'openai')).toBe('openai');
  expect(providerOfAddress('no address', 'openai')).toBe('openai');
});
