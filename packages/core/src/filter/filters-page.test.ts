import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FIELDS, type Field, type FilterEntity } from './fields.ts';
import { parseFilter } from './parse-filter.ts';
import { fromWire } from './wire-filter.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/filters.md'), 'utf8');
const ENTITIES = Object.keys(FIELDS) as FilterEntity[];

const HEADER = ['field', 'type', 'operators'];

/** A Markdown table of the fields of an entity, with the padding that the formatter gives it. */
function drawFields(entity: FilterEntity): string {
  const rows = [HEADER, ...[...FIELDS[entity].values()].map(cellsOf)];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const [header = '', ...lines] = rows.map(
    (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  return [header, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines].join('\n');
}

function cellsOf({ name, type, key, values, operators }: Field): string[] {
  const names = { none: [name], optional: [name, `${name}.<key>`], required: [`${name}.<key>`] }[key];
  const shown = values ? `${type}: ${code(values).join(', ')}` : type;
  return [code(names).join(', '), shown, code(operators).join(', ')];
}

function code(texts: readonly string[]): string[] {
  return texts.map((text) => `\`${text}\``);
}

describe('docs/filters.md', () => {
  test.each(ENTITIES)('lists the fields of %s with their types and operators', (entity) => {
    const [, written] = new RegExp(`<!-- fields of ${entity} -->\n\n((?:\\|.*\n)*)`).exec(page) ?? [];
    // If they differ, paste the expected text into the page.
    expect(written?.trimEnd()).toBe(drawFields(entity));
  });

  test('has examples that are accepted, in both forms', () => {
    const examples = [...page.matchAll(/^\| (traces|spans|threads) +\| `([^`]+)`/gm)];
    expect(examples.length).toBeGreaterThan(0);
    for (const [, entity, filter = ''] of examples) parseFilter(filter, entity as FilterEntity);
    const json = [...page.matchAll(/```json\n([^`]*)```/g)];
    expect(json.length).toBeGreaterThan(0);
    for (const [, filters = ''] of json) fromWire(JSON.parse(filters), 'traces');
  });
});
