import type { About } from '../../storage/database/table-filters.ts';
import type { EntityType } from './entity-type.ts';

/** Returns what a statement about entities of one type names. */
export function aboutEntities(entity: EntityType, ids: readonly string[]): About {
  if (entity === 'trace') return { traces: ids, spans: [] };
  return entity === 'span' ? { traces: [], spans: ids } : { traces: [], spans: [] };
}
