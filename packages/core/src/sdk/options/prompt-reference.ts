/** A version of a prompt that was used. Traces and spans keep it in their metadata, where Opik keeps it. */
export interface PromptReference {
  name: string;
  id?: string | undefined;
  /** The version's id, its commit and the template as it was. */
  version?: { id?: string | undefined; commit?: string | undefined; template?: unknown } | undefined;
}

/** The key of the metadata that keeps them, as Opik's SDKs write it. */
export const PROMPTS_KEY = 'opik_prompts';
