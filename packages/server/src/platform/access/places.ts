import type { ServerResponse } from 'node:http';
import { VitrineError } from '../errors/vitrine-error.ts';

/** Maximum number of requests of one caller that wait for their turn. */
const MAX_WAITING = 64;

interface Caller {
  answered: number;
  waiting: (() => void)[];
}

/** Places for requests that are answered at the same time, a few for each caller. */
export class Places {
  readonly #callers = new Map<string, Caller>();

  /** Goes on when there is a place, which is free again when the response has ended. */
  take(id: string, places: number, response: ServerResponse, next: (error?: unknown) => void): void {
    const caller = this.#callers.get(id) ?? { answered: 0, waiting: [] };
    this.#callers.set(id, caller);
    const begin = (): void => {
      caller.answered++;
      response.once('close', () => this.#leave(id, caller));
      next();
    };
    if (caller.answered < places) {
      begin();
    } else if (caller.waiting.length >= MAX_WAITING) {
      next(new VitrineError('overloaded', `too many requests at once: ${places} are answered at the same time`));
    } else {
      const wait = (): void => {
        response.off('close', leave);
        begin();
      };
      const leave = (): void => {
        caller.waiting = caller.waiting.filter((each) => each !== wait);
      };
      response.once('close', leave);
      caller.waiting.push(wait);
    }
  }

  #leave(id: string, caller: Caller): void {
    caller.answered--;
    const next = caller.waiting.shift();
    if (next) next();
    else if (caller.answered === 0) this.#callers.delete(id);
  }
}
