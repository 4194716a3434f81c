import type { Logger } from 'pino';
import type { Principal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { Records, type RecordOf } from '../../platform/records/records.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { priceOf, type ModelCall, type Price } from './price.ts';
import { PriceRule } from './price-rule.ts';

/** How long rules are used before they are read again, in ms: so long may those of another server stay unseen. */
const FRESH_MS = 5_000;
/** After so long every server has read them, and has priced by them what it was about to write, in ms. */
const KNOWN_MS = FRESH_MS + 1_000;
/** Every call is matched against all of them. */
const MAX_RULES = 1_000;

/** The price rules of all workspaces, held in memory so that a span is priced without waiting. */
export class Prices {
  readonly #records: Records<PriceRule>;
  readonly #log: Logger;
  #rules: ReadonlyMap<string, readonly PriceRule[]> | undefined;
  #readAt = -Infinity;
  #reading: Promise<void> | undefined;

  constructor(database: Database, clock: HybridLogicalClock, log: Logger) {
    this.#records = new Records(database, clock, 'price', PriceRule);
    this.#log = log;
  }

  /** What a call costs in a workspace, by the rules as they were read last. */
  of(workspace: string, call: ModelCall): Price {
    return priceOf(call, this.#rules?.get(workspace));
  }

  /**
   * Resolves when the rules are those of the last 5 s.
   *
   * @throws {StorageUnavailable} where they were never read and the storage is not there
   */
  async fresh(): Promise<void> {
    if (performance.now() - this.#readAt < FRESH_MS) return;
    await (this.#reading ??= this.#read().finally(() => (this.#reading = undefined)));
  }

  /** Resolves when every server prices by the rules of now: a few seconds after the last change, at once if it is long ago. */
  async known(principal: Principal): Promise<void> {
    const since = Date.now() - (await this.#records.lastChange(principal));
    if (since < KNOWN_MS) await new Promise((resolve) => setTimeout(resolve, KNOWN_MS - since));
    await this.fresh();
  }

  list(principal: Principal): Promise<RecordOf<PriceRule>[]> {
    return this.#records.list(principal);
  }

  /**
   * Adds a rule, or replaces the one with the same model, provider and first day.
   *
   * @throws {VitrineError} `conflict` if there are 1,000 rules already
   */
  async put(principal: Principal, rule: PriceRule): Promise<RecordOf<PriceRule>> {
    const name = [rule.model, rule.provider ?? '', rule.valid_from ?? ''].join('\u0000').toLowerCase();
    const id = this.#records.claimId(principal, name);
    const previous = await this.#records.get(principal, id);
    if (!previous && (await this.list(principal)).length >= MAX_RULES) {
      throw new VitrineError('conflict', `there are ${MAX_RULES} prices already; delete one, or let a name end in *`);
    }
    const record = await this.#records.put(principal, { id, name: rule.model, body: rule }, previous);
    await this.#again();
    return record;
  }

  /** @throws {VitrineError} `not_found` if there is no such rule */
  async delete(principal: Principal, id: string): Promise<void> {
    const record = await this.#records.get(principal, id);
    if (!record) throw new VitrineError('not_found', `there is no price ${id}`);
    await this.#records.delete(principal, record);
    await this.#again();
  }

  async #again(): Promise<void> {
    // What is being read now may be from before the change.
    await this.#reading;
    this.#readAt = -Infinity;
    await this.fresh();
  }

  async #read(): Promise<void> {
    const readAt = performance.now();
    try {
      const rules = new Map<string, PriceRule[]>();
      for (const { workspace, body } of await this.#records.everywhere()) {
        rules.set(workspace, [...(rules.get(workspace) ?? []), body]);
      }
      this.#rules = rules;
      this.#readAt = readAt;
    } catch (error) {
      if (!this.#rules) throw error;
      this.#log.warn({ err: error }, 'vitrine: the prices could not be read again; those that were read last are used');
    }
  }
}
