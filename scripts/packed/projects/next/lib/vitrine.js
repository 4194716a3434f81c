import { createVitrine } from '@vitrine/server';

/** One server for the process, made by its first request: Next loads modules while it builds, and several times. */
export function vitrine() {
  globalThis.vitrine ??= createVitrine({ authorize: () => ({ subject: 'next' }) });
  return globalThis.vitrine;
}
