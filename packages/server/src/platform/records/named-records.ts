import { idFault, newId } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import { VitrineError } from '../errors/vitrine-error.ts';
import { KeyedLock } from '../locks/keyed-lock.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { Records, type RecordOf } from './records.ts';

/** Claim of a name: the id of the record that has the name. */
const Claim = z.object({ id: z.string() });

/**
 * Records whose names are unique in a workspace. A name is claimed by a separate record, whose id is the same on every
 * server. If two servers create the same name at once, one of them gets a `conflict`.
 */
export class NamedRecords<Body> {
  readonly #records: Records<Body>;
  readonly #claims: Records<z.infer<typeof Claim>>;
  readonly #what: string;
  readonly #locks = new KeyedLock();

  /** @param what noun for a record in messages, such as `environment` */
  constructor(database: Database, clock: HybridLogicalClock, kind: string, schema: z.ZodType<Body>, what: string) {
    this.#records = new Records(database, clock, kind, schema);
    this.#claims = new Records(database, clock, `${kind}_name`, Claim);
    this.#what = what;
  }

  /** Returns all records of the workspace, sorted by name. */
  list(principal: Principal): Promise<RecordOf<Body>[]> {
    return this.#records.list(principal);
  }

  /** @throws {VitrineError} `not_found` if there is no record with this id */
  async get(principal: Principal, id: string): Promise<RecordOf<Body>> {
    const record = await this.#records.get(principal, id);
    if (!record) throw new VitrineError('not_found', `there is no ${this.#what} ${id}`);
    return record;
  }

  /**
   * @param id generated if left out
   * @throws {VitrineError} `malformed` if the id is not valid, `conflict` if the id or the name is taken
   */
  async create(
    principal: Principal,
    { id: given, name, body }: { id?: string | null | undefined; name: string; body: Body },
  ): Promise<RecordOf<Body>> {
    const fault = given ? idFault(given) : undefined;
    if (fault) throw new VitrineError('malformed', fault);
    const id = given?.toLowerCase() ?? newId();
    return this.#hold(principal, [name], async () => {
      if (given && (await this.#records.get(principal, id))) throw new VitrineError('conflict', `${id} exists already`);
      if (await this.#owner(principal, name)) throw this.#taken(name);
      await this.#claim(principal, name, id);
      return this.#records.put(principal, { id, name, body });
    });
  }

  /**
   * @param change returns the new name and body for the current record
   * @throws {VitrineError} `not_found` if there is no record with this id, `conflict` if the new name is taken
   */
  async update(
    principal: Principal,
    id: string,
    change: (record: RecordOf<Body>) => { name: string; body: Body },
  ): Promise<void> {
    const before = await this.get(principal, id);
    const { name } = change(before);
    await this.#hold(principal, [before.name, name], async () => {
      const record = await this.get(principal, id);
      const changed = change(record);
      if (changed.name !== record.name) {
        if (await this.#owner(principal, changed.name)) throw this.#taken(changed.name);
        await this.#claim(principal, changed.name, id);
        await this.#free(principal, record);
      }
      await this.#records.put(principal, { id, ...changed }, record);
    });
  }

  /** Deletes the records with the given ids, as far as they exist. Their names can be used again. */
  async delete(principal: Principal, ids: readonly string[]): Promise<void> {
    for (const id of new Set(ids)) {
      const found = await this.#records.get(principal, id);
      if (!found) continue;
      await this.#hold(principal, [found.name], async () => {
        await this.#free(principal, found);
        await this.#records.delete(principal, found);
      });
    }
  }

  #hold<T>({ workspace }: Principal, names: readonly string[], work: () => Promise<T>): Promise<T> {
    return this.#locks.hold(
      names.map((name) => `${workspace}\u0000${name}`),
      work,
    );
  }

  /** Returns the id of the record that has a name. A claim whose record was never written is ignored. */
  async #owner(principal: Principal, name: string): Promise<string | undefined> {
    const claim = await this.#claims.get(principal, this.#claims.claimId(principal, name));
    if (!claim) return undefined;
    const owner = await this.#records.get(principal, claim.body.id);
    return owner?.name === name ? owner.id : undefined;
  }

  /** Claims a name. Throws if another server has claimed it since. */
  async #claim(principal: Principal, name: string, id: string): Promise<void> {
    const claimId = this.#claims.claimId(principal, name);
    await this.#claims.put(principal, { id: claimId, name, body: { id } });
    const claim = await this.#claims.get(principal, claimId);
    if (claim && claim.body.id !== id) throw this.#taken(name);
  }

  async #free(principal: Principal, { id, name }: RecordOf<Body>): Promise<void> {
    const claim = await this.#claims.get(principal, this.#claims.claimId(principal, name));
    if (claim?.body.id === id) await this.#claims.delete(principal, claim);
  }

  #taken(name: string): VitrineError {
    return new VitrineError('conflict', `another ${this.#what} has the name "${name}"`);
  }
}
