import type { Condition, Field } from '@vitrine/core/filter';
import type { Column } from './columns.ts';
import type { Parameters } from './parameters.ts';

/** Input for compiling one condition, and the parameters that receive its values. */
export interface Comparison {
  field: Field;
  column: Column;
  condition: Condition;
  parameters: Parameters;
}
