import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { VitrineError } from '../errors/vitrine-error.ts';
import { Visitor, type Authorize } from './auth-options.ts';
import { ROLES } from './permissions.ts';
import { DEFAULT_WORKSPACE, type Principal } from './principal.ts';
import { WHOLE } from '../../storage/database/scope.ts';

/** Maximum time that the host's hook may take, in ms. */
const HOOK_MS = 10_000;

const FORMS =
  "expected { subject: 'ada', role: 'read' } for a member of the team, { subject: 'ada', embed: { user: 'ada' } } " +
  'for an end user, or undefined for a stranger';

/** Returns the principal of an end user. Throws `invalid` if the grant is not accepted. */
export type EndUser = (visitor: { subject: string; workspace: string; embed: object }) => Promise<Principal>;

/** Asks the host's hook who sent a request. */
export class Visitors {
  readonly #authorize: Authorize;
  readonly #log: Logger;
  readonly #endUser: EndUser;
  readonly #patienceMs: number;

  /** @param patienceMs maximum time that the hook may take, in ms */
  constructor(authorize: Authorize, endUser: EndUser, log: Logger, patienceMs = HOOK_MS) {
    this.#authorize = authorize;
    this.#endUser = endUser;
    this.#log = log;
    this.#patienceMs = patienceMs;
  }

  /**
   * Returns the principal of a visitor; undefined if the hook does not know the sender.
   *
   * @throws {VitrineError} `forbidden` if the hook's answer is not accepted, `unavailable` if it throws or takes too long
   */
  async of(request: IncomingMessage): Promise<Principal | undefined> {
    const answer = await this.#ask(request);
    if (answer === undefined || answer === null) return undefined;
    const { data, error } = Visitor.safeParse(answer);
    if (!data) {
      throw this.#notAccepted(error.issues.map(({ path, message }) => `${path.join('.') || 'the answer'}: ${message}`));
    }
    const { subject, workspace = DEFAULT_WORKSPACE } = data;
    if ('embed' in data) {
      const principal = await this.#endUser({ subject, workspace, embed: data.embed }).catch((fault: unknown) => {
        throw fault instanceof VitrineError && fault.code === 'invalid' ? this.#notAccepted([fault.message]) : fault;
      });
      return { ...principal, ambient: true };
    }
    return { kind: 'host', id: subject, workspace, subject, actions: ROLES[data.role], scope: WHOLE, ambient: true };
  }

  #notAccepted(faults: readonly string[]): VitrineError {
    this.#log.error({ faults }, `vitrine: the hook authorize returned a visitor that is not accepted; ${FORMS}`);
    return new VitrineError('forbidden', "the host's authorize hook returned a visitor that is not accepted");
  }

  async #ask(request: IncomingMessage): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const patienceMs = this.#patienceMs;
      timer = setTimeout(() => reject(new Error(`it did not answer within ${patienceMs} ms`)), patienceMs);
    });
    try {
      return await Promise.race([this.#authorize(request), late]);
    } catch (error) {
      this.#log.error({ reason: messageOf(error) }, 'vitrine: the hook authorize failed');
      throw new VitrineError('unavailable', 'the host could not tell who sent this request; try again');
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Returns the message of what the hook threw, and nothing else, because it may contain the request and its secrets. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : typeof error;
}
