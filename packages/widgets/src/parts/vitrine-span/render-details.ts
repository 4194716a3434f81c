import type { Body } from '@vitrine/core/model';
import { html, nothing, type TemplateResult } from 'lit';
import { cost } from '../../format/cost.ts';
import { duration } from '../../format/duration.ts';
import { number } from '../../format/number.ts';
import { renderQuantity } from '../../format/quantity.ts';
import { exactTime } from '../../format/time.ts';
import { KINDS } from '../../icons/kind-icons.ts';
import type { TreeRow } from '../span-tree/span-tree.ts';
import { usageRows } from './usage-rows.ts';
import '../vitrine-copy/vitrine-copy.ts';

type Fact = [label: string, value: unknown];

function renderUsage(body: Body, locale: string | undefined): TemplateResult | typeof nothing {
  const { rows, total } = usageRows(body);
  if (rows.length === 0) return nothing;
  return html`<section>
    <h4 class="section-title">Tokens</h4>
    <table>
      <tbody>
        ${rows.map(
          ([label, count]) =>
            html`<tr>
              <td>${label}</td>
              <td class="number">${number(count, locale)}</td>
            </tr>`,
        )}
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
    </table>
  </section>`;
}

function costFact(row: TreeRow, locale: string | undefined): Fact | undefined {
  const unpriced = row.cost_status === 'unpriced';
  if (row.total_estimated_cost === null && !unpriced) return undefined;
  const note = unpriced
    ? ' (the model has no known price)'
    : row.cost_status === 'manual'
      ? ' (set by the client)'
      : '';
  return [
    'Cost',
    html`${renderQuantity(cost(row.total_estimated_cost, unpriced, locale))}<span class="muted">${note}</span>`,
  ];
}

/** Renders the details of a span: model, times, tokens, cost, tags and metadata. */
export function renderDetails(row: TreeRow, body: Body, locale: string | undefined): TemplateResult {
  const facts: (Fact | undefined)[] = [
    ['Kind', KINDS[row.kind].label],
    row.model === null ? undefined : ['Model', row.model],
    row.provider === null ? undefined : ['Provider', row.provider],
    ['Started', exactTime(row.start_time, locale)],
    ['Duration', row.end_time === null ? 'still running' : renderQuantity(duration(row.duration, locale))],
    row.ttft === null ? undefined : ['First token', renderQuantity(duration(row.ttft, locale))],
    costFact(row, locale),
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
