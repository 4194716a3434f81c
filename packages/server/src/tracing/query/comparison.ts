import type { Condition, Field } from '@vitrine/core/filter';
import type { Column } from './columns.ts';
import type { Parameters } from './parameters.ts';

/** What a condition is compiled from, and where its values go. */
export interface Comparison {
  field: Field;
  column: Column;
  condition: Condition;
  parameters: Parameters;
}
