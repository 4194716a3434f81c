import type { FeedbackScore } from '@vitrine/core/model';
import { html, type TemplateResult } from 'lit';
import { number } from '../../format/number.ts';
import { renderTime } from '../../format/time.ts';

/** Renders the value that each author gave for each score. */
export function renderScoreTable(scores: readonly FeedbackScore[], locale: string | undefined): TemplateResult {
  if (scores.length === 0) return html`<p class="muted">Nobody has scored this yet.</p>`;
  const rows = scores.flatMap((score) => {
    const authors = Object.entries(score.value_by_author ?? {});
    return authors.length > 0
      ? authors.map(([author, own]) => ({ name: score.name, author, ...own }))
      : [{ ...score, author: score.last_updated_by }];
  });
  return html`<table>
    <thead>
      <tr>
        <th>Score</th>
        <th>Value</th>
        <th>By</th>
        <th>Reason</th>
        <th>When</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <td>${row.name}</td>
            <td>
              ${number(row.value, locale, { maximumFractionDigits: 4 })}
              <span class="muted">${row.category_name ?? ''}</span>
            </td>
            <td>${row.author}</td>
            <td>${row.reason ?? ''}</td>
            <td class="muted">${renderTime(row.last_updated_at, locale)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
