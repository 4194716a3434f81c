import { createOpenAI } from '@ai-sdk/openai';
import { startModelServer } from '@testing/model-server';
import type { LanguageModel } from 'ai';

const DEFAULT_MODEL = 'gpt-4o-mini';

export interface ModelOptions {
  /** URL of an OpenAI-compatible endpoint, which ends with `/v1`. */
  modelUrl?: string | undefined;
  /** Name of the model. Default: `gpt-4o-mini`. */
  model?: string | undefined;
}

/** Model, with a function that closes its server if it has one. */
export interface ModelSource {
  model: LanguageModel;
  /** Description of where the model runs, for console output. */
  label: string;
  close: () => Promise<void>;
}

/**
 * Returns the model at `modelUrl`. Otherwise returns OpenAI's model if `OPENAI_API_KEY` is set, or the model of a
 * server in this process.
 */
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
