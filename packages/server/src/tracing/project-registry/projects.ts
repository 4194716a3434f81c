import { DEFAULT_PROJECT, type Project, type ProjectWrite } from '@vitrine/core/model';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { serverPrincipal, type Principal } from '../../platform/auth/principal.ts';
import { hasProject } from '../../storage/database/scope.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { hashedId } from '../../platform/records/hashed-id.ts';
import { Records, type RecordOf } from '../../platform/records/records.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { KeyedLock } from '../../platform/locks/keyed-lock.ts';

const ProjectBody = z.object({ description: z.string().nullable(), visibility: z.enum(['private', 'public']) });
type ProjectBody = z.infer<typeof ProjectBody>;

/** Claim of a name, which points to the project with that name. */
const Claim = z.object({ project_id: z.string() });

/** Changes of a project; absent fields stay. */
type ProjectUpdate = { [Field in keyof ProjectWrite]?: ProjectWrite[Field] | undefined };

/** Time for which a name or a project is cached, in ms. Changes by another server take effect after this time. */
const REMEMBER_MS = 5_000;
/** Maximum number of names, and of projects, that are cached. */
const MAX_REMEMBERED = 10_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Projects of a workspace. A write that names an unknown project creates it.
 *
 * This is not a `NamedRecords`: there, one of two servers that create a name at once gets a conflict. Here both must
 * succeed and get the same project, so the id is derived from the name, and lookups by name are cached.
 */
export class Projects {
  readonly #records: Records<ProjectBody>;
  readonly #claims: Records<z.infer<typeof Claim>>;
  readonly #locks = new KeyedLock();
  /** Ids of projects by workspace and name. */
  readonly #ids = new LRUCache<string, string>({ max: MAX_REMEMBERED, ttl: REMEMBER_MS });
  /** Projects by workspace and id. */
  readonly #projects = new LRUCache<string, Promise<Project | undefined>>({ max: MAX_REMEMBERED, ttl: REMEMBER_MS });

  constructor(database: Database, clock: HybridLogicalClock) {
    this.#records = new Records(database, clock, 'project', ProjectBody);
    this.#claims = new Records(database, clock, 'project_name', Claim);
  }

  /**
   * Returns the id of the project of that name, which is created if it does not exist.
   *
   * @throws {VitrineError} `forbidden` if the project is not in the caller's scope
   */
  async idOf(principal: Principal, given: string): Promise<string> {
    const name = canonical(given);
    const key = `${principal.workspace}\u0000${name}`;
    const known = this.#ids.get(key);
    const id =
      known ??
      (await this.#locks.hold([key], async () => {
        const found = await this.#find(principal, name);
        if (found === undefined && principal.scope.projects !== 'all') throw elsewhere(name);
        return found ?? (await this.#make(principal, { name })).id;
      }));
    if (known === undefined) this.#ids.set(key, id);
    if (!hasProject(principal.scope, id)) throw elsewhere(name);
    return id;
  }

  /**
   * Returns the project of that name, as it is or was a few seconds ago, if there is one. `Default Project` always
   * exists.
   */
  async byName(principal: Principal, given: string): Promise<Project | undefined> {
    const name = canonical(given);
    if (name === DEFAULT_PROJECT) return this.get(principal, await this.#defaultId(principal));
    const key = `${principal.workspace}\u0000${name}`;
    const known = this.#ids.get(key);
    const id = known ?? (await this.#find(principal, name));
    if (id === undefined) return undefined;
    if (known === undefined) this.#ids.set(key, id);
    return this.get(principal, id);
  }

  /** Returns the project of that id, as it is or was a few seconds ago. */
  async get(principal: Principal, id: string): Promise<Project | undefined> {
    if (!hasProject(principal.scope, id)) return undefined;
    const key = `${principal.workspace}\u0000${id}`;
    const known = this.#projects.get(key);
    if (known) return known;
    const project = this.#records.get(principal, id).then((record) => record && toProject(record));
    this.#projects.set(key, project);
    // Neither missing projects nor failed reads are cached.
    const found = await project.catch(() => undefined);
    if (!found && this.#projects.peek(key) === project) this.#projects.delete(key);
    return project;
  }

  async list(principal: Principal): Promise<Project[]> {
    await this.#defaultId(principal);
    const all = await this.#records.list(principal);
    return all.filter(({ id }) => hasProject(principal.scope, id)).map(toProject);
  }

  /** @throws {VitrineError} `conflict` if the name is taken, `forbidden` if the caller's scope has certain projects only */
  async create(principal: Principal, given: ProjectWrite): Promise<Project> {
    const write = { ...given, name: canonical(given.name) };
    if (principal.scope.projects !== 'all') throw elsewhere(write.name);
    return this.#locks.hold([`${principal.workspace}\u0000${write.name}`], async () => {
      if (await this.#find(principal, write.name)) throw taken(write.name);
      return this.#make(principal, write);
    });
  }

  /**
   * Changes the given fields.
   *
   * @throws {VitrineError} `not_found` if there is no such project, `conflict` if the new name is taken
   */
  async update(principal: Principal, id: string, write: ProjectUpdate): Promise<void> {
    const record = await this.#existing(principal, id);
    const name = canonical(write.name ?? record.name);
    await this.#locks.hold(
      [record.name, name].map((each) => `${principal.workspace}\u0000${each}`),
      async () => {
        if (name !== record.name) {
          if (await this.#find(principal, name)) throw taken(name);
          await this.#claim(principal, name, id);
          await this.#free(principal, record.name);
        }
        const body = {
          description: write.description === undefined ? record.body.description : write.description,
          visibility: write.visibility ?? record.body.visibility,
        };
        await this.#records.put(principal, { id, name, body }, record);
        this.#projects.delete(`${principal.workspace}\u0000${id}`);
      },
    );
  }

  /** Deletes a project. Its name is free again, and a new project of that name has another id. */
  async delete(principal: Principal, id: string): Promise<void> {
    const record = await this.#existing(principal, id);
    await this.#locks.hold([`${principal.workspace}\u0000${record.name}`], async () => {
      await this.#free(principal, record.name);
      await this.#records.delete(principal, record);
      this.#projects.delete(`${principal.workspace}\u0000${id}`);
    });
  }

  /** Returns the id of `Default Project`, whatever the caller may see. */
  #defaultId({ workspace }: Principal): Promise<string> {
    return this.idOf(serverPrincipal(workspace), DEFAULT_PROJECT);
  }

  async #existing(principal: Principal, id: string): Promise<RecordOf<ProjectBody>> {
    const record = hasProject(principal.scope, id) && (await this.#records.get(principal, id));
    if (!record) throw new VitrineError('not_found', `there is no project ${id}`);
    return record;
  }

  async #find(principal: Principal, name: string): Promise<string | undefined> {
    const claim = await this.#claims.get(principal, this.#claims.claimId(principal, name));
    return claim?.body.project_id;
  }

  async #make(principal: Principal, write: ProjectWrite): Promise<Project> {
    // Two servers that create the project at the same time derive the same id, which differs from the id of a deleted
    // project with that name.
    const claim = this.#claims.claimId(principal, write.name);
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const deleted = await this.#claims.deletedAt(principal, claim);
    const id = hashedId(today, principal.workspace, write.name, deleted);
    const body = { description: write.description ?? null, visibility: write.visibility ?? 'private' };
    const record = await this.#records.put(principal, { id, name: write.name, body });
    await this.#claim(principal, write.name, id);
    return toProject(record);
  }

  async #claim(principal: Principal, name: string, project_id: string): Promise<void> {
    await this.#claims.put(principal, { id: this.#claims.claimId(principal, name), name, body: { project_id } });
  }

  async #free(principal: Principal, name: string): Promise<void> {
    this.#ids.delete(`${principal.workspace}\u0000${name}`);
    const claim = await this.#claims.get(principal, this.#claims.claimId(principal, name));
    if (claim) await this.#claims.delete(principal, claim);
  }
}

/** Returns the name of the project: the one of `Default Project` for each spelling in upper and lower case. */
function canonical(name: string): string {
  return name.toLowerCase() === DEFAULT_PROJECT.toLowerCase() ? DEFAULT_PROJECT : name;
}

function elsewhere(name: string): VitrineError {
  return new VitrineError('forbidden', `you may not use the project "${name}"`);
}

function taken(name: string): VitrineError {
  return new VitrineError('conflict', `there is a project "${name}" already`);
}

function toProject({ id, name, body, ...rest }: RecordOf<ProjectBody>): Project {
  return {
    id,
    name,
    ...body,
    created_at: rest.created_at,
    created_by: rest.created_by,
    last_updated_at: rest.last_updated_at,
    last_updated_by: rest.last_updated_by,
  };
}
