import { createOpenAI } from '@ai-sdk/openai';
import { startModelServer } from '@testing/model-server';
import type { LanguageModel } from 'ai';

const DEFAULT_MODEL = 'gpt-4o-mini';

export interface ModelOptions {
  /** An OpenAI-compatible endpoint that ends in `/v1`. */
  modelUrl?: string | undefined;
  /** `gpt-4o-mini` by default. */
  model?: string | undefined;
}

/** A model, and what has to be closed with it. */
export interface ModelSource {
  model: LanguageModel;
  /** Where it answers from, for people. */
  label: string;
  close: () => Promise<void>;
}

/** The model at `modelUrl`, else OpenAI's where there is a key for it, else the model server in this process. */
export async function modelSource(options: ModelOptions): Promise<ModelSource> {
  const name = options.model ?? DEFAULT_MODEL;
  const key = process.env['OPENAI_API_KEY'];
  if (options.modelUrl !== undefined) {
    const openai = createOpenAI({ baseURL: options.modelUrl, apiKey: key ?? 'none' });
    return { model: openai(name), label: `${name} at ${options.modelUrl}`, close: async () => {} };
  }
  if (key) return { model: createOpenAI()(name), label: `${name} at OpenAI`, close: async () => {} };
  const server = await startModelServer();
  const openai = createOpenAI({ baseURL: server.url, apiKey: 'none' });
  return {
    model: openai(name),
    label: 'a rule-based model in this process (set OPENAI_API_KEY for a real one)',
    close: server.close,
  };
}
