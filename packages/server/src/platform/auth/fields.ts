/**
 * Groups of fields that a token can show. Ids, names, kinds, times, and whether something failed are always shown.
 *
 * - `conversation`: input and output of traces, and the messages of threads; `steps`: input and output of spans;
 * - `prompts`: system and developer messages, definitions of tools and parameters, wherever these occur;
 * - `usage`: models, tokens and cost; `errors`: classes and messages of errors, without their stacks;
 * - `metadata`: metadata, tags and environment; `scores`: the scores of others, and averages; `attachments`: files.
 */
export const FIELD_GROUPS = [
  'conversation',
  'steps',
  'prompts',
  'usage',
  'errors',
  'metadata',
  'scores',
  'attachments',
] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

/** What a token hides inside of the fields that it shows. */
export interface Redaction {
  /** `trace`: the fields of traces; `spans`: of all spans; `spans:tool`: of spans of that kind; `*`: of all. */
  where: string;
  /** The field, followed by keys; `*` stands for any key, `**` for any number of keys. */
  path: readonly string[];
}

/** What a caller may see of the entities in its scope. */
export interface Fields {
  show: ReadonlySet<FieldGroup>;
  redact: readonly Redaction[];
}

/** Fields that can be redacted. */
const REDACTED_FIELDS = ['input', 'output', 'metadata', 'error_info', 'tags', 'name'] as const;

const WHERE = /^(?:\*|trace|spans(?::[a-z_]+)?)$/;

/**
 * Parses a rule such as `spans:tool.input.**.card_number`; `*.input` hides the whole input.
 *
 * @throws {SyntaxError} that says what is accepted
 */
export function parseRedaction(text: string): Redaction {
  const [where = '', ...path] = text.split('.');
  if (!WHERE.test(where)) {
    throw new SyntaxError(`"${text}" begins with "${where}"; expected trace, spans, a kind such as spans:tool, or *`);
  }
  const [field = ''] = path;
  if (!(REDACTED_FIELDS as readonly string[]).includes(field)) {
    throw new SyntaxError(`"${text}" names the field "${field}"; expected one of ${REDACTED_FIELDS.join(', ')}`);
  }
  if (path.some((key) => key === '')) throw new SyntaxError(`"${text}" has an empty key`);
  return { where, path };
}
