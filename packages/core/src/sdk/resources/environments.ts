import type { Reader } from '../reading/reader.ts';
import type { EnvironmentRecord } from './records.ts';

/**
 * Environments (lifecycle stages) on the server. All methods wait for the server and reject with a
 * {@link TransportError} if it fails.
 */
export class Environments {
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  async list(): Promise<EnvironmentRecord[]> {
    return (await this.#reader.http.json<{ content: EnvironmentRecord[] }>('environments')).content;
  }

  /** @throws {TransportError} with status 409 if the name is taken */
  async create(name: string, details: { description?: string; color?: string } = {}): Promise<void> {
    await this.#reader.http.request('environments', { method: 'POST', body: { name, ...details } });
  }

  /** Changes the given fields of the environment with this name. */
  async update(name: string, changes: { name?: string; description?: string; color?: string }): Promise<void> {
    const { id } = await this.#find(name);
    await this.#reader.http.request(`environments/${id}`, { method: 'PATCH', body: changes });
  }

  async delete(name: string): Promise<void> {
    const { id } = await this.#find(name);
    await this.#reader.http.request('environments/delete', { method: 'POST', body: { ids: [id] } });
  }

  async #find(name: string): Promise<EnvironmentRecord> {
    const found = (await this.list()).find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no environment "${name}"`);
    return found;
  }
}
