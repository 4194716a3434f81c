import type { Body } from '@vitrine/core/model';
import { html, nothing, type TemplateResult } from 'lit';
import { cost, isCostIncomplete } from '../../format/cost.ts';
import { duration } from '../../format/duration.ts';
import { number } from '../../format/number.ts';
import { renderQuantity } from '../../format/quantity.ts';
import { exactTime } from '../../format/time.ts';
import { KINDS } from '../../icons/kind-icons.ts';
import type { TreeRow } from '../span-tree/span-tree.ts';
import { unpricedLabel } from './ledger-labels.ts';
import { usageRows, type UsageRow } from './usage-rows.ts';
import '../vitrine-copy/vitrine-copy.ts';

type Fact = [label: string, value: unknown];

function renderCounts(rows: readonly UsageRow[], locale: string | undefined): TemplateResult[] {
  return rows.map(
    ({ label, count, isDetail }) =>
      html`<tr class=${isDetail ? 'part' : ''}>
        <td>${label}</td>
        <td class="number">${number(count, locale)}</td>
      </tr>`,
  );
}

function renderUsage(body: Body, locale: string | undefined): TemplateResult | typeof nothing {
  const { tokens, total, calls } = usageRows(body);
  if (tokens.length === 0 && calls.length === 0) return nothing;
  return html`<section>
    ${
      tokens.length === 0
        ? nothing
        : html`<h4 class="section-title">Tokens</h4>
            <table>
              <tbody>
                ${renderCounts(tokens, locale)}
              </tbody>
              ${
                total === null
                  ? nothing
                  : html`<tfoot>
                      <tr>
                        <td>Total</td>
                        <td class="number">${number(total, locale)}</td>
                      </tr>
                    </tfoot>`
              }
            </table>`
    }
    ${
      calls.length === 0
        ? nothing
        : html`<h4 class="section-title">Calls</h4>
            <table>
              <tbody>
                ${renderCounts(calls, locale)}
              </tbody>
            </table>`
    }
  </section>`;
}

/** Returns what the cost of a span does not include, or where it comes from. */
function costNote({ cost_status }: TreeRow, { unpriced_parts: parts }: Body): string {
  if (cost_status === 'unpriced') return ' (the model has no known price)';
  if (cost_status === 'partly_priced') return ` (no known price: ${parts.map(unpricedLabel).join(', ')})`;
  return cost_status === 'manual' ? ' (set by the client)' : '';
}

function costFact(row: TreeRow, body: Body, locale: string | undefined): Fact | undefined {
  const isIncomplete = isCostIncomplete(row);
  if (row.total_estimated_cost === null && !isIncomplete) return undefined;
  return [
    'Cost',
    html`${renderQuantity(cost(row.total_estimated_cost, isIncomplete, locale))}<span class="muted"
        >${costNote(row, body)}</span
      >`,
  ];
}

/** Returns which times of a row contradict each other. */
function skewNote({ start_time, end_time }: TreeRow, locale: string | undefined): string {
  return end_time !== null && end_time < start_time
    ? `ended before it started, ${exactTime(end_time, locale)}`
    : 'the time of the first token is outside of the span';
}

/** Renders the details of a span: model, times, tokens, cost, tags and metadata. */
export function renderDetails(row: TreeRow, body: Body, locale: string | undefined): TemplateResult {
  const facts: (Fact | undefined)[] = [
    ['Kind', KINDS[row.kind].label],
    row.model === null ? undefined : ['Model', row.model],
    row.provider === null ? undefined : ['Provider', row.provider],
    body.service_tier === null ? undefined : ['Service tier', body.service_tier],
    ['Started', exactTime(row.start_time, locale)],
    ['Duration', row.end_time === null ? 'still running' : renderQuantity(duration(row.duration, locale))],
    row.clock_skew ? ['Clock skew', skewNote(row, locale)] : undefined,
    row.ttft === null ? undefined : ['First token', renderQuantity(duration(row.ttft, locale))],
    costFact(row, body, locale),
    body.tags.length === 0 ? undefined : ['Tags', body.tags.map((tag) => html`<span class="tag">${tag}</span>`)],
    [
      'Id',
      html`<span class="id"
        ><span class="cut">${row.id}</span><vitrine-copy what="id" .text=${() => row.id}></vitrine-copy
      ></span>`,
    ],
  ];
  const hasMetadata =
    typeof body.metadata === 'object' && body.metadata !== null && Object.keys(body.metadata).length > 0;
  return html`<section>
      <dl>
        ${facts.map((fact) =>
          fact === undefined
            ? nothing
            : html`<dt>${fact[0]}</dt>
                <dd>${fact[1]}</dd>`,
        )}
      </dl>
    </section>
    ${renderUsage(body, locale)}
    ${
      hasMetadata
        ? html`<section>
            <h4 class="section-title">Metadata</h4>
            <vitrine-value .value=${body.metadata} .locale=${locale}></vitrine-value>
          </section>`
        : nothing
    }`;
}
