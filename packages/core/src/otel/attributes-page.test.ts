import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BodySource, Convention, Source } from './convention.ts';
import * as AI_SDK from './ai-sdk.ts';
import * as BAGGAGE from './baggage.ts';
import * as CLAUDE_CODE from './claude-code.ts';
import { CONVENTIONS } from './conventions.ts';
import * as CREWAI from './crewai.ts';
import * as GEN_AI from './gen-ai.ts';
import * as GENERAL from './general.ts';
import * as GOOGLE_ADK from './google-adk.ts';
import * as HAYSTACK from './haystack.ts';
import * as LANGSMITH from './langsmith.ts';
import * as LITELLM from './litellm.ts';
import * as MASTRA from './mastra.ts';
import * as MCP from './mcp.ts';
import * as OPENINFERENCE from './openinference.ts';
import * as OPENLLMETRY from './openllmetry.ts';
import * as OPIK from './opik.ts';
import * as PYDANTIC_AI from './pydantic-ai.ts';
import * as SPRING_AI from './spring-ai.ts';
import * as STRANDS from './strands.ts';
import * as VITRINE from './vitrine.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/opentelemetry-attributes.md'), 'utf8');

const NAMED: Record<string, Convention> = {
  ...AI_SDK,
  ...BAGGAGE,
  ...CLAUDE_CODE,
  ...CREWAI,
  ...GEN_AI,
  ...GENERAL,
  ...GOOGLE_ADK,
  ...HAYSTACK,
  ...LANGSMITH,
  ...LITELLM,
  ...MASTRA,
  ...MCP,
  ...OPENINFERENCE,
  ...OPENLLMETRY,
  ...OPIK,
  ...PYDANTIC_AI,
  ...SPRING_AI,
  ...STRANDS,
  ...VITRINE,
};

const HEADER: Row = ['attribute', 'is'];
type Row = [attribute: string, is: string];

/** A source as the page shows it: the field of an object as `field` in `attribute`. */
function shown(source: Source): string {
  const [attribute = '', path] = source.replace(/^mastra\.\w+\.(input|output)$/, 'mastra.<type>.$1').split('#');
  return path === undefined ? `\`${attribute}\`` : `\`${path}\` in \`${attribute}\``;
}

function bodyRows(side: 'input' | 'output', forms: readonly BodySource[] = []): Row[] {
  return forms.flatMap((form): Row[] => {
    const of = form.for === undefined ? '' : ` of ${form.for.map((kind) => `\`${kind}\``).join(', ')}`;
    if ('whole' in form) return [[shown(form.whole), side + of]];
    const fields = Object.entries({ ...form.parts, ...form.also });
    return fields.map(([field, source]) => [shown(source), `${side}${of}, \`${field}\``]);
  });
}

/** Rows of the sources of each field of a table. */
function rowsOf(fields: object | undefined, is: (field: string) => string): Row[] {
  const entries = Object.entries(fields ?? {}) as [string, Source[]][];
  return entries.flatMap(([field, sources]) => sources.map((source): Row => [shown(source), is(field)]));
}

function rows(convention: Convention): Row[] {
  const { kinds = [], markers = [], scalars, names, usage, details, ttft = [], tags, metadata } = convention;
  const units = (unit: number | 'moment') => (unit === 'moment' ? 'as a date' : unit === 1 ? 'in ms' : 'in s');
  return [
    ...kinds.flatMap(({ from, as }) =>
      Object.entries(as).map(([value, kind]): Row => [`${shown(from)}: \`${value}\``, `kind \`${kind}\``]),
    ),
    ...markers.map(([attribute, kind]): Row => [`${shown(attribute)}, any value`, `kind \`${kind}\``]),
    ...rowsOf(names, (kind) => `name of \`${kind}\``),
    ...rowsOf(scalars, (field) => `\`${field}\``),
    ...rowsOf(usage, (count) => `tokens, \`${count}\``),
    ...rowsOf(details, (detail) => `details of tokens, \`${detail}\``),
    ...(convention.cost ?? []).map((source): Row => [shown(source), 'cost in USD']),
    ...bodyRows('input', convention.input),
    ...bodyRows('output', convention.output),
    ...ttft.map(({ from, unitMs }): Row => [shown(from), `time to the first token, ${units(unitMs)}`]),
    ...(tags ?? []).map((source): Row => [shown(source), 'tags']),
    ...(metadata ?? []).map((source): Row => [shown(source), 'metadata']),
  ];
}

/** A Markdown table of the attributes of a convention, with the padding that the formatter gives it. */
function draw(convention: Convention): string {
  const lines = [HEADER, ...rows(convention)];
  const widths = HEADER.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const drawn = lines.map((cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`);
  drawn.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return [...new Set(drawn)].join('\n');
}

test.each(Object.entries(NAMED))('docs/opentelemetry-attributes.md lists the attributes of %s', (name, convention) => {
  const [, written] = new RegExp(`<!-- attributes of ${name} -->\n\n((?:\\|.*\n)*)`).exec(page) ?? [];
  // If they differ, paste the expected text into the page.
  expect(written?.trimEnd()).toBe(draw(convention));
});

test('docs/opentelemetry-attributes.md has a table for every convention', () => {
  expect(new Set(Object.values(NAMED))).toEqual(new Set(CONVENTIONS));
});
