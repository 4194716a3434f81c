/** A version of a prompt that was used. Traces and spans keep it in their metadata, as Opik does. */
export interface PromptReference {
  name: string;
  id?: string | undefined;
  /** Id, commit and template of the version. */
  version?: { id?: string | undefined; commit?: string | undefined; template?: unknown } | undefined;
}

/** Metadata key of the used prompts, the same as in Opik's SDKs. */
export const PROMPTS_KEY = 'opik_prompts';
