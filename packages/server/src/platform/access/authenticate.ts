import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { VitrineError } from '../errors/vitrine-error.ts';
import type { ApiKey, ApiKeys } from './api-keys.ts';
import type { AuthOptions } from '../auth/auth-options.ts';
import { authorizationOf } from '../auth/authorization.ts';
import { isFromLoopback, isLoopbackName } from '../auth/loopback.ts';
import { nameOf, onlyHost } from '../auth/origin.ts';
import { admin, DEFAULT_WORKSPACE, type Principal } from '../auth/principal.ts';
import { Visitors, type EndUser } from '../auth/visitors.ts';
import { HostState } from '../http/host-state.ts';
import type { WorkspaceNames } from './workspace-names.ts';

/** Dependencies of {@link Authenticator}. */
export interface AuthenticatorParts {
  options: AuthOptions;
  keys: ApiKeys;
  tokens: { identify(text: string, request: IncomingMessage): Promise<Principal>; endUser: EndUser };
  workspaces: WorkspaceNames;
  log: Logger;
}

/** What to do so that somebody gets in, by mode. */
const HELP = {
  closed:
    "nobody has access to this Vitrine yet: set the option authorize, use an API key, or set auth: 'local' for development",
  hook: "the host's authorize hook returned no visitor for this request",
  local:
    'this Vitrine accepts only requests from its own machine that did not pass a proxy; ' +
    'use an API key, or set the option authorize to accept others',
  none: 'this Vitrine is reached by a name that it does not know; add the name to the option hosts (VITRINE_HOSTS)',
};

/**
 * Identifies the sender of a request by the first credential that it bears: an API key, an embed token, the host's hook,
 * local mode. A credential that is present and wrong is refused, whatever else the request bears.
 */
export class Authenticator {
  readonly #parts: AuthenticatorParts;
  readonly #visitors: Visitors | undefined;

  constructor(parts: AuthenticatorParts) {
    this.#parts = parts;
    const { options, tokens, log } = parts;
    this.#visitors = options.authorize && new Visitors(options.authorize, tokens.endUser.bind(tokens), log);
  }

  /** @throws {VitrineError} `unauthenticated` if the sender is unknown, `forbidden` if it may not use the workspace */
  async identify(request: IncomingMessage): Promise<Principal> {
    const { options, keys } = this.#parts;
    const authorization = authorizationOf(request);
    if (authorization.kind === 'key') return this.#ofKey(request, await keys.find(authorization.text));
    if (authorization.kind === 'token') return this.#ofToken(request, authorization.text);
    if (this.#visitors) {
      const visitors = this.#visitors;
      const visitor = await HostState.during(request, () => visitors.of(request));
      if (!visitor) throw new VitrineError('unauthenticated', HELP.hook);
      return this.#inWorkspace(request, visitor, [visitor.workspace]);
    }
    const isLetIn =
      options.mode === 'none' ? this.#isKnownHost(request) : options.mode === 'local' && isFromLoopback(request);
    // In local mode another form is ignored, because Opik's SDKs may be configured with a key of another server.
    if (!isLetIn) throw new VitrineError('unauthenticated', HELP[options.mode]);
    return this.#inWorkspace(request, admin(options.mode === 'none' ? 'open' : 'local', DEFAULT_WORKSPACE), 'all');
  }

  async #inWorkspace(
    { headers }: IncomingMessage,
    principal: Principal,
    own: 'all' | readonly string[],
  ): Promise<Principal> {
    const workspace = await this.#parts.workspaces.chosen(headers['comet-workspace'], own);
    return { ...principal, workspace };
  }

  async #ofToken(request: IncomingMessage, text: string): Promise<Principal> {
    const principal = await this.#parts.tokens.identify(text, request);
    return this.#inWorkspace(request, principal, [principal.workspace]);
  }

  async #ofKey(request: IncomingMessage, { id, name, body }: ApiKey): Promise<Principal> {
    const { origin } = request.headers;
    if (origin !== undefined && !body.origins.includes(origin)) {
      throw new VitrineError(
        'forbidden',
        `the API key may not be used by pages of ${origin}; its origins do not name it`,
      );
    }
    const principal: Principal = {
      kind: 'key',
      id,
      workspace: '',
      subject: name,
      actions: new Set(body.actions),
      scope: { projects: body.projects },
      origins: body.origins,
      ambient: false,
      expiresAt: Date.parse(body.expires_at),
    };
    return this.#inWorkspace(request, principal, body.workspaces);
  }

  /** Whether a request names this server by a loopback name, an address, or a name of the option `hosts`. */
  #isKnownHost(request: IncomingMessage): boolean {
    const host = onlyHost(request);
    if (host === undefined) return false;
    const name = nameOf(host);
    // A page can reach this server by a name of its own (DNS rebinding), but not by an address.
    return isLoopbackName(name) || isIP(name.replace(/^\[|\]$/g, '')) !== 0 || this.#parts.options.hosts.includes(name);
  }
}
