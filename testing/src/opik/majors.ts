import * as first from '@testing/opik-1';
import * as second from 'opik';

/** Opik's SDK from npm in both majors, typed as the newer. The older one has no environments. */
export const MAJORS: readonly { version: 1 | 2; opik: typeof second }[] = [
  { version: 2, opik: second },
  { version: 1, opik: first as unknown as typeof second },
];

// So that whatever they log is a trouble.
for (const { opik } of MAJORS) opik.setLoggerLevel('WARN');
