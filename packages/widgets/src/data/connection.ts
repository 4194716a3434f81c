import { createContext } from '@lit/context';
import type { ViewClient } from './view-client.ts';

/** What a provider gives to the elements inside it. */
export interface Connection {
  readonly client: ViewClient;
  /** BCP 47 tag for numbers and dates; the browser's own where undefined. */
  readonly locale: string | undefined;
}

/** The key is global, so that elements of two copies of this package find each other. */
export const connectionContext = createContext<Connection>(Symbol.for('vitrine-connection'));
