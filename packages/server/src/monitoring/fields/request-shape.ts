import type { Json } from '@vitrine/core/model';

export type Side = 'input' | 'output';

/** Names of fields and roles are compared in this form: frameworks write `top_p`, `topP` and `top-p`. */
function plain(name: string): string {
  return name.replaceAll(/[\s_-]/g, '').toLowerCase();
}

const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Roles and classes of messages of the system and developer. */
const SYSTEM = names(
  'system developer systemmessage systemmessagechunk systemprompt systempromptpart systemmessageprompttemplate',
);

/** Roles and classes of all other messages. */
const OTHERS = names(`
  user human assistant ai model tool function humanmessage humanmessagechunk aimessage aimessagechunk toolmessage
  functionmessage chatmessage userprompt toolreturn
`);

/** Fields of a message that name its role or class. */
const ROLE_FIELDS = ['role', 'type', 'part_kind', 'messageType', 'message_type', 'message.role', '_type'];

/** Fields of which a message has at least one. */
const CONTENT_FIELDS = ['content', 'contents', 'data', 'text', 'parts', 'kwargs', 'message.content'];

/** Fields of a request that contain messages. */
const MESSAGES = names(`
  messages prompt prompts contents input history chathistory inputmessages outputmessages parts
`);

/** Fields of a request that contain prompts or definitions of tools. */
const PROMPTS = names(`
  system systemprompt systemmessage systeminstruction systeminstructions instruction instructions developer
  developermessage tools functions tooldefinitions availabletools toolchoice toolconfig functioncall mcpservers
  responseformat responseschema outputschema
`);

/** Parameters of a request. */
const PARAMETERS = names(`
  background betas cachedcontent config frequencypenalty generationconfig include invocationparameters invocationparams
  logitbias logprobs maxcompletiontokens maxoutputtokens maxretries maxsteps maxtokens maxtokenstosample maxtoolcalls
  modalities model modelid modelkwargs modelparameters n options paralleltoolcalls parameters params prediction
  presencepenalty provideroptions reasoning reasoningeffort repetitionpenalty responsemimetype safetysettings seed
  servicetier stop stopsequences store stream streamoptions temperature thinking thinkingconfig topk toplogprobs topp
  truncation verbosity
`);

/** Fields that contain the question of a request which has no list of messages. */
const QUESTIONS = names('prompt contents input question query text content messages kwargs');

/** Fields that contain nothing but a request. */
const WRAPPERS = names('kwargs request body args params input payload');

/** Fields of metadata that contain prompts or parameters, in addition to those of requests. */
const METADATA = names('parameters params invocationparams invocationparameters modelparameters generationconfig');

/** Prefixes of OpenTelemetry's attributes that contain prompts or parameters. */
const ATTRIBUTES = ['gen_ai.request.', 'gen_ai.prompt', 'llm.request.', 'llm.prompts', 'ai.settings.', 'ai.prompt'];

/** Returns a pattern of names in all the forms that {@link plain} unites. */
function patternOf(set: ReadonlySet<string>): string {
  return [...set].map((name) => Array.from(name).join(String.raw`[\s_-]*`)).join('|');
}

/**
 * Pattern (RE2) of JSON texts in which prompts or parameters can be. It matches every text from which `withoutPrompts`
 * removes something, and further ones.
 */
export const PROMPT_PATTERN = [
  String.raw`(?i)"[\s_-]*(?:(?:${patternOf(SYSTEM)})[\s_-]*\\*"`,
  String.raw`(?:${patternOf(PROMPTS)}|${patternOf(PARAMETERS)})[\s_-]*\\*"\s*:)`,
].join('|');

type JsonObject = { [key: string]: Json };

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the roles and classes that a message names. */
function rolesOf(value: JsonObject): string[] {
  const own = ROLE_FIELDS.filter((field) => Object.hasOwn(value, field)).map((field) => value[field]);
  const { id } = value;
  return [...own, Array.isArray(id) ? id.at(-1) : undefined].flatMap((role) =>
    typeof role === 'string' ? [plain(role)] : [],
  );
}

/**
 * Whether a value is a message of the system or developer.
 *
 * @param pairs whether lists of a role and a content are messages, as in LangChain
 */
export function isSystemMessage(value: Json | undefined, pairs = false): boolean {
  if (pairs && Array.isArray(value)) return typeof value[0] === 'string' && SYSTEM.has(plain(value[0]));
  if (!isObject(value) || !CONTENT_FIELDS.some((field) => Object.hasOwn(value, field))) return false;
  return rolesOf(value).some((role) => SYSTEM.has(role));
}

function isMessage(value: Json): boolean {
  return isObject(value) && rolesOf(value).some((role) => SYSTEM.has(role) || OTHERS.has(role));
}

function holdsMessages(value: Json): boolean {
  if (!Array.isArray(value)) return false;
  return value.some((item) => isMessage(item) || (Array.isArray(item) && item.some(isMessage)));
}

/**
 * Whether an object is the request of a model call, an agent's state with messages, or a response of OpenAI's Responses
 * API, which repeats its request.
 *
 * @param isWhole whether it is a whole input, which may also have a text in place of messages
 */
export function isRequest(record: JsonObject, isWhole: boolean): boolean {
  const entries = Object.entries(record).map(([key, value]) => [plain(key), value] as const);
  if (entries.some(([key, value]) => MESSAGES.has(key) && holdsMessages(value))) return true;
  if (Array.isArray(record['output']) && (record['object'] === 'response' || 'instructions' in record)) return true;
  if (!isWhole || !entries.some(([key]) => PROMPTS.has(key) || key === 'prompt' || key === 'contents')) return false;
  return entries.some(([key]) => QUESTIONS.has(key)) || entries.every(([key]) => PROMPTS.has(key));
}

/** Whether a field of a request contains prompts, definitions of tools, or parameters. */
export function isRequestField(key: string): boolean {
  const name = plain(key);
  return PROMPTS.has(name) || PARAMETERS.has(name);
}

/** Whether a field can contain a whole request. */
export function isWrapper(key: string): boolean {
  return WRAPPERS.has(plain(key));
}

/** Whether a field of metadata contains prompts, definitions of tools, or parameters. */
export function isPromptMetadata(key: string): boolean {
  if (ATTRIBUTES.some((prefix) => key.startsWith(prefix))) return true;
  const parts = key.split('.').map(plain);
  // The `system` of an attribute is a provider or a database.
  if (parts.length === 1 && parts[0] === 'system') return true;
  const pairs = parts.map((part, index) => `${parts[index - 1] ?? ''}${part}`);
  return [...parts, ...pairs].some((name) => name !== 'system' && (PROMPTS.has(name) || METADATA.has(name)));
}
