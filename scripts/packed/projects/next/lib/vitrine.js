import { createVitrine } from '@vitrine/server';

/**
 * Returns the one server of the process, and creates it on the first request. Next loads modules during the build, and
 * more than once.
 */
export function vitrine() {
  globalThis.vitrine ??= createVitrine({ authorize: () => ({ subject: 'next', role: 'write' }) });
  return globalThis.vitrine;
}
