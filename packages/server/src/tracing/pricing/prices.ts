import type { Logger } from 'pino';
import type { Principal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { Records, type RecordOf } from '../../platform/records/records.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { priceOf, type ModelCall, type Price } from './price.ts';
import { PriceRule } from './price-rule.ts';

/**
 * Time for which rules are used before they are read again, in ms. Changes by another server take effect after this
 * time.
 */
const FRESH_MS = 5_000;
/** Time after which every server uses changed rules, including for writes that it was about to store, in ms. */
const KNOWN_MS = FRESH_MS + 1_000;
/** Maximum number of rules, because every call is matched against all of them. */
const MAX_RULES = 1_000;

/** Price rules of all workspaces, held in memory so that a span is priced without waiting. */
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

  /** Prices a call in a workspace, by the rules that were read last. */
  of(workspace: string, call: ModelCall): Price {
    return priceOf(call, this.#rules?.get(workspace));
  }

  /**
   * Resolves when the rules are at most 5 s old.
   *
   * @throws {StorageUnavailable} if they were never read and the storage is not available
   */
  async fresh(): Promise<void> {
    if (performance.now() - this.#readAt < FRESH_MS) return;
    await (this.#reading ??= this.#read().finally(() => (this.#reading = undefined)));
  }

  /**
   * Resolves when every server uses the current rules: a few seconds after the last change, or at once if it is older.
   */
  async propagated(principal: Principal): Promise<void> {
    const since = Date.now() - (await this.#records.lastChange(principal));
    if (since < KNOWN_MS) await new Promise((resolve) => setTimeout(resolve, KNOWN_MS - since));
    await this.fresh();
  }

  list(principal: Principal): Promise<RecordOf<PriceRule>[]> {
    return this.#records.list(principal);
  }

  /**
   * Adds a rule, or replaces the one with the same model, provider, first day and service tier.
   *
   * @throws {VitrineError} `conflict` if there are 1,000 rules already
   */
  async put(principal: Principal, rule: PriceRule): Promise<RecordOf<PriceRule>> {
    const { model, provider, valid_from, service_tier } = rule;
    // A rule without a service tier keeps the key that it had before there were tiers.
    const key = [model, provider ?? '', valid_from ?? '', ...(service_tier ? [service_tier] : [])];
    const name = key.join('\u0000').toLowerCase();
    const id = this.#records.claimId(principal, name);
    const previous = await this.#records.get(principal, id);
    if (!previous && (await this.list(principal)).length >= MAX_RULES) {
      throw new VitrineError('conflict', `there are already ${MAX_RULES} prices; delete one, or let a name end in *`);
    }
    const record = await this.#records.put(principal, { id, name: rule.model, body: rule }, previous);
    await this.#reload();
    return record;
  }

  /** @throws {VitrineError} `not_found` if there is no such rule */
  async delete(principal: Principal, id: string): Promise<void> {
    const record = await this.#records.get(principal, id);
    if (!record) throw new VitrineError('not_found', `there is no price ${id}`);
    await this.#records.delete(principal, record);
    await this.#reload();
  }

  async #reload(): Promise<void> {
    // A read that is running may have started before the change.
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
      this.#log.warn({ err: error }, 'vitrine: the prices could not be read again; the last known prices are used');
    }
  }
}
