import * as first from '@testing/opik-1';
import * as second from 'opik';

/** Both major versions of Opik's SDK from npm, typed as the newer one. The older one has no environments. */
export const MAJORS: readonly { version: 1 | 2; opik: typeof second }[] = [
  { version: 2, opik: second },
  { version: 1, opik: first as unknown as typeof second },
];

// With this level, the SDKs log only problems.
for (const { opik } of MAJORS) opik.setLoggerLevel('WARN');
