import { DEFAULT_PROJECT, type Project, type ProjectWrite } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { hashedId } from '../../platform/records/hashed-id.ts';
import { Records, type RecordOf } from '../../platform/records/records.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { KeyedLock } from '../../platform/locks/keyed-lock.ts';

const ProjectBody = z.object({ description: z.string().nullable(), visibility: z.enum(['private', 'public']) });
type ProjectBody = z.infer<typeof ProjectBody>;

/** A claim of a name: it points to the project that has it. */
const Claim = z.object({ project_id: z.string() });

/** What a change of a project may hold: what is absent stays. */
type ProjectUpdate = { [Field in keyof ProjectWrite]?: ProjectWrite[Field] | undefined };

/** How long a name or a project is remembered, in ms: so long may a change on another server stay unseen. */
const REMEMBER_MS = 5_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** The projects of a workspace. A write that names a project makes it. */
export class Projects {
  readonly #records: Records<ProjectBody>;
  readonly #claims: Records<z.infer<typeof Claim>>;
  readonly #locks = new KeyedLock();
  readonly #known = new Map<string, { id: string; until: number }>();
  readonly #read = new Map<string, { project: Promise<Project | undefined>; until: number }>();

  constructor(database: Database, clock: HybridLogicalClock) {
    this.#records = new Records(database, clock, 'project', ProjectBody);
    this.#claims = new Records(database, clock, 'project_name', Claim);
  }

  /** The id of the project of that name, which is made where there is none. */
  async idOf(principal: Principal, name: string): Promise<string> {
    const key = `${principal.workspace}\u0000${name}`;
    const known = this.#known.get(key);
    if (known && known.until > performance.now()) return known.id;
    const id = await this.#locks.hold([key], async () => {
      const found = await this.#find(principal, name);
      return found ?? (await this.#make(principal, { name })).id;
    });
    this.#remember(key, id);
    return id;
  }

  #remember(key: string, id: string): void {
    this.#known.set(key, { id, until: performance.now() + REMEMBER_MS });
  }

  /** The project of that name, if there is one, as it is or was a few seconds ago. `Default Project` always is. */
  async byName(principal: Principal, name: string): Promise<Project | undefined> {
    if (name === DEFAULT_PROJECT) return this.get(principal, await this.idOf(principal, name));
    const key = `${principal.workspace}\u0000${name}`;
    const known = this.#known.get(key);
    const isKnown = known !== undefined && known.until > performance.now();
    const id = isKnown ? known.id : await this.#find(principal, name);
    if (id === undefined) return undefined;
    if (!isKnown) this.#remember(key, id);
    return this.get(principal, id);
  }

  /** The project of that id, as it is or was a few seconds ago. */
  async get(principal: Principal, id: string): Promise<Project | undefined> {
    const key = `${principal.workspace}\u0000${id}`;
    const known = this.#read.get(key);
    if (known && known.until > performance.now()) return known.project;
    const project = this.#records.get(principal, id).then((record) => record && toProject(record));
    this.#read.set(key, { project, until: performance.now() + REMEMBER_MS });
    // Neither what is not there nor what could not be read is remembered.
    const found = await project.catch(() => undefined);
    if (!found && this.#read.get(key)?.project === project) this.#read.delete(key);
    return project;
  }

  async list(principal: Principal): Promise<Project[]> {
    await this.idOf(principal, DEFAULT_PROJECT);
    return (await this.#records.list(principal)).map(toProject);
  }

  /** @throws {VitrineError} `conflict` if the name is taken */
  async create(principal: Principal, write: ProjectWrite): Promise<Project> {
    return this.#locks.hold([`${principal.workspace}\u0000${write.name}`], async () => {
      if (await this.#find(principal, write.name)) throw taken(write.name);
      return this.#make(principal, write);
    });
  }

  /**
   * Changes what is given and keeps the rest.
   *
   * @throws {VitrineError} `not_found` if there is no such project, `conflict` if the new name is taken
   */
  async update(principal: Principal, id: string, write: ProjectUpdate): Promise<void> {
    const record = await this.#existing(principal, id);
    const name = write.name ?? record.name;
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
        this.#read.delete(`${principal.workspace}\u0000${id}`);
      },
    );
  }

  /** Deletes a project; its name is free again, and a new project of that name has another id. */
  async delete(principal: Principal, id: string): Promise<void> {
    const record = await this.#existing(principal, id);
    await this.#locks.hold([`${principal.workspace}\u0000${record.name}`], async () => {
      await this.#free(principal, record.name);
      await this.#records.delete(principal, record);
      this.#read.delete(`${principal.workspace}\u0000${id}`);
    });
  }

  async #existing(principal: Principal, id: string): Promise<RecordOf<ProjectBody>> {
    const record = await this.#records.get(principal, id);
    if (!record) throw new VitrineError('not_found', `there is no project ${id}`);
    return record;
  }

  async #find(principal: Principal, name: string): Promise<string | undefined> {
    const claim = await this.#claims.get(principal, this.#claims.claimId(principal, name));
    return claim?.body.project_id;
  }

  async #make(principal: Principal, write: ProjectWrite): Promise<Project> {
    // Two servers that make it at the same moment make the same id; one that was deleted has had another.
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
    this.#known.delete(`${principal.workspace}\u0000${name}`);
    const claim = await this.#claims.get(principal, this.#claims.claimId(principal, name));
    if (claim) await this.#claims.delete(principal, claim);
  }
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
