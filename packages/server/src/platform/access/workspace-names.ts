import { VitrineError } from '../errors/vitrine-error.ts';
import { newId } from '@vitrine/core/model';
import { DEFAULT_WORKSPACE, type Principal } from '../auth/principal.ts';
import type { Registry } from './registry.ts';

const NAME = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** The workspaces of a server: `default`, and those that an administrator has created. */
export class WorkspaceNames {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** Returns all names, `default` first. */
  async list(): Promise<string[]> {
    await this.#registry.ready();
    return [DEFAULT_WORKSPACE, ...this.#registry.list('workspace').map(({ name }) => name)];
  }

  async has(name: string): Promise<boolean> {
    return name === DEFAULT_WORKSPACE || (await this.list()).includes(name);
  }

  /** @throws {VitrineError} `invalid` if the name is not accepted, `conflict` if it is taken */
  async create(author: Pick<Principal, 'subject'>, name: string): Promise<void> {
    if (!NAME.test(name)) {
      const message =
        'expected 1 to 63 lower-case letters, digits, hyphens and underscores, beginning with a letter or digit';
      throw new VitrineError('invalid', `name: ${message}`, { errors: [{ path: 'name', message }] });
    }
    if (await this.has(name)) throw new VitrineError('conflict', `there is a workspace "${name}" already`);
    await this.#registry.put(author, 'workspace', { id: newId(), name, body: {} });
  }

  /**
   * Returns the workspace of a request: the one that `Comet-Workspace` names, if the caller may use it.
   *
   * @param own workspaces of the caller, the default first; `all` for every existing one
   * @throws {VitrineError} `forbidden` if the caller may not use it, or if it does not exist
   */
  async chosen(header: string | string[] | undefined, own: 'all' | readonly string[]): Promise<string> {
    const name = typeof header === 'string' ? header.trim() : '';
    if (name === '') return own === 'all' ? DEFAULT_WORKSPACE : (own[0] ?? DEFAULT_WORKSPACE);
    const isOwn = own === 'all' ? await this.has(name) : own.includes(name);
    if (isOwn) return name;
    throw new VitrineError('forbidden', `Comet-Workspace: you may not use a workspace "${name.slice(0, 63)}"`);
  }
}
