import type { Convention } from './convention.ts';

/** Vitrine's own attributes, on a span or its resource. They take precedence over all other conventions. */
export const VITRINE: Convention = {
  prefixes: ['vitrine.'],
  scalars: { project_name: ['vitrine.project'] },
};
