import { createContext } from '@lit/context';
import type { ViewClient } from './view-client.ts';

/** The server and locale that a provider gives to the elements inside it. */
export interface Connection {
  readonly client: ViewClient;
  /** BCP 47 tag for numbers and dates. If it is undefined, the locale of the browser is used. */
  readonly locale: string | undefined;
}

/** The key is global, so that elements of two copies of this package share a provider. */
export const connectionContext = createContext<Connection>(Symbol.for('vitrine-connection'));
