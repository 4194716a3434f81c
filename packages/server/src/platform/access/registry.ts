import type { Logger } from 'pino';
import type { Database } from '../../storage/database/database.ts';
import { versionAt, type HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import { VitrineError } from '../errors/vitrine-error.ts';
import { Records, type RecordOf } from '../records/records.ts';
import { ACCESS_RECORDS, SERVER_WORKSPACE, type AccessBody, type AccessKind } from './access-records.ts';
import { serverPrincipal, type Principal } from '../auth/principal.ts';

/** Time between two looks for changes by other servers, in ms. */
const LOOK_MS = 3_000;
/** Time between two reads of all records, in ms. */
const WHOLE_MS = 60_000;
/** Clocks of servers may differ by this time, in ms. */
const SKEW_MS = 5 * 60_000;
/** Time without a successful look after which nothing that rests on these records is answered, in ms. */
const STALE_MS = 30_000;
/** Maximum time that a request waits for the first read, in ms. */
const FIRST_MS = 10_000;

type Stored<Kind extends AccessKind> = RecordOf<AccessBody<Kind>>;

interface Row extends Omit<RecordOf<string>, 'body'> {
  kind: AccessKind;
  body: string;
  is_deleted: 0 | 1;
  version: string;
}

interface Held {
  version: bigint;
  /** Undefined if it is deleted. */
  record: RecordOf<unknown> | undefined;
}

/**
 * The records that decide who may come in: workspaces, API keys, embed secrets and revocations. Each server holds all of
 * them in memory, so a request needs no statement. A change applies at once on the server that makes it, and within five
 * seconds on the others.
 */
export class Registry {
  readonly #database: Database;
  readonly #log: Logger;
  readonly #records: { [Kind in AccessKind]: Records<AccessBody<Kind>> };
  readonly #held = new Map<AccessKind, Map<string, Held>>();
  #newest = 0n;
  #lookedAt = -Infinity;
  #readAllAt = -Infinity;
  #looking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(database: Database, clock: HybridLogicalClock, log: Logger) {
    this.#database = database;
    this.#log = log;
    const kinds = Object.entries(ACCESS_RECORDS) as [AccessKind, never][];
    this.#records = Object.fromEntries(
      kinds.map(([kind, schema]) => [kind, new Records(database, clock, kind, schema)]),
    ) as never;
  }

  /** Begins to look for changes. */
  start(): void {
    this.#timer ??= setInterval(() => void this.#lookAgain(), LOOK_MS).unref();
    void this.#lookAgain();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#listeners.clear();
  }

  /** Calls a function after each change of a record. Returns a function that ends this. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Waits for the first read.
   *
   * @throws {VitrineError} `unavailable` if the records could not be read for 30 s
   */
  async ready(): Promise<void> {
    if (this.#isFresh()) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, FIRST_MS)));
    await Promise.race([this.#lookAgain(), late]);
    clearTimeout(timer);
    if (!this.#isFresh()) {
      throw new VitrineError('unavailable', 'the storage is not available, so the sender cannot be identified');
    }
  }

  /** Returns a record; call {@link ready} first. */
  get<Kind extends AccessKind>(kind: Kind, id: string): Stored<Kind> | undefined {
    return this.#held.get(kind)?.get(id)?.record as Stored<Kind> | undefined;
  }

  /** Returns all records of a kind, sorted by name; call {@link ready} first. */
  list<Kind extends AccessKind>(kind: Kind): Stored<Kind>[] {
    const records = [...(this.#held.get(kind)?.values() ?? [])].flatMap(({ record }) => record ?? []);
    return (records as Stored<Kind>[]).toSorted((a, b) => a.name.localeCompare(b.name));
  }

  /** Writes a record. It applies at once on this server. */
  async put<Kind extends AccessKind>(
    author: Pick<Principal, 'subject'>,
    kind: Kind,
    record: { id: string; name: string; body: AccessBody<Kind> },
  ): Promise<Stored<Kind>> {
    const records = this.#records[kind] as unknown as Records<AccessBody<Kind>>;
    const written = await records.put(byServer(author), record, this.get(kind, record.id));
    await this.#afterWrite();
    return written;
  }

  /** Deletes a record. It is gone at once on this server. */
  async delete<Kind extends AccessKind>(
    author: Pick<Principal, 'subject'>,
    kind: Kind,
    record: Stored<Kind>,
  ): Promise<void> {
    const records = this.#records[kind] as unknown as Records<AccessBody<Kind>>;
    await records.delete(byServer(author), record);
    await this.#afterWrite();
  }

  /** Looks for changes, including those that were written before the call. */
  async #afterWrite(): Promise<void> {
    await this.#looking;
    await this.#look();
  }

  #isFresh(): boolean {
    return performance.now() - this.#lookedAt < STALE_MS;
  }

  #lookAgain(): Promise<void> {
    return (this.#looking ??= this.#look()
      .catch((error: unknown) => {
        if (this.#database.health.state === 'ready') {
          this.#log.warn({ err: error }, 'vitrine: the keys and workspaces could not be read');
        }
      })
      .finally(() => (this.#looking = undefined)));
  }

  async #look(): Promise<void> {
    const begun = performance.now();
    const isWhole = begun - this.#readAllAt > WHOLE_MS;
    const before = this.#newest;
    const skew = versionAt(SKEW_MS);
    const above = isWhole || before < skew ? 0n : before - skew;
    const rows = await this.#database.ofServer(SERVER_WORKSPACE).readLatest<Row>(
      `SELECT kind, id, name, body, created_at, created_by, last_updated_at, last_updated_by, is_deleted,
         toString(records.version) AS version
       FROM records
       WHERE workspace = {workspace:String} AND kind IN {kinds:Array(String)} AND records.version >= {above:UInt64}
       ORDER BY records.version`,
      { kinds: Object.keys(ACCESS_RECORDS), above: above.toString() },
    );
    if (isWhole) {
      this.#forget(before, rows);
      this.#readAllAt = begun;
    }
    let isChanged = false;
    for (const row of rows) isChanged = this.#hold(row) || isChanged;
    this.#lookedAt = Math.max(this.#lookedAt, begun);
    if (isChanged) for (const listener of this.#listeners) listener();
  }

  /** Forgets records that are no longer stored. Those that were written since the read began are kept. */
  #forget(before: bigint, rows: readonly Row[]): void {
    const stored = new Set(rows.map(({ kind, id }) => `${kind}/${id}`));
    for (const [kind, ofKind] of this.#held) {
      for (const [id, { version }] of ofKind) if (version <= before && !stored.has(`${kind}/${id}`)) ofKind.delete(id);
    }
  }

  /** Returns whether a row is news. */
  #hold({ kind, version: text, is_deleted, body, ...rest }: Row): boolean {
    const version = BigInt(text);
    if (version > this.#newest) this.#newest = version;
    const ofKind = this.#held.get(kind) ?? new Map<string, Held>();
    this.#held.set(kind, ofKind);
    const known = ofKind.get(rest.id);
    if (known && known.version >= version) return false;
    if (is_deleted === 1) {
      ofKind.set(rest.id, { version, record: undefined });
      return true;
    }
    const parsed = ACCESS_RECORDS[kind].safeParse(JSON.parse(body));
    if (!parsed.success) {
      this.#log.error({ kind, id: rest.id }, 'vitrine: a record that decides on access cannot be read and is ignored');
    }
    ofKind.set(rest.id, { version, record: parsed.success ? { ...rest, body: parsed.data } : undefined });
    return true;
  }
}

function byServer({ subject }: Pick<Principal, 'subject'>): Principal {
  return serverPrincipal(SERVER_WORKSPACE, subject);
}
