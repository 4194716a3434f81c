import type { FeedbackScore } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';

interface SpanScoreRow {
  trace_id: string;
  name: string;
  value: number;
  category_name: string;
  reason: string;
  source: FeedbackScore['source'];
  created_at: string;
  created_by: string;
  last_updated_at: string;
  last_updated_by: string;
}

/**
 * Returns the scores of the spans of traces, by trace id. For each name, the score of a span is the average over its
 * authors, and the result is the average over the spans with that score. Category and reason are the last written ones.
 */
export async function spanFeedbackScores(
  database: Database,
  principal: Principal,
  projectId: string,
  traceIds: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, FeedbackScore[]>> {
  if (traceIds.length === 0) return new Map();
  const parameters = { workspace: principal.workspace, project: projectId, traces: traceIds };
  const ofTraces =
    'workspace = {workspace:String} AND project_id = {project:String} AND trace_id IN {traces:Array(String)}';
  const scored = `feedback_scores FINAL WHERE workspace = {workspace:String} AND entity_type = 'span'
    AND entity_id IN (SELECT id FROM spans WHERE ${ofTraces})`;
  // Few spans have scores, so only spans with scores are joined with their traces.
  const some = await database.of(principal).read(`SELECT 1 FROM ${scored} LIMIT 1`, parameters, signal);
  if (some.length === 0) return new Map();
  const rows = await database.of(principal).read<SpanScoreRow>(
    `SELECT span.trace_id AS trace_id, score.name AS name, avg(score.value) AS value,
       argMax(score.category_name, score.written) AS category_name, argMax(score.reason, score.written) AS reason,
       argMax(score.source, score.written) AS source, min(score.begun) AS created_at,
       argMin(score.author, score.begun) AS created_by, max(score.written) AS last_updated_at,
       argMax(score.author, score.written) AS last_updated_by
     FROM (
       SELECT entity_id, name, avg(feedback_scores.value) AS value,
         argMax(feedback_scores.category_name, last_updated_at) AS category_name,
         argMax(feedback_scores.reason, last_updated_at) AS reason,
         argMax(feedback_scores.source, last_updated_at) AS source,
         argMax(feedback_scores.author, last_updated_at) AS author,
         min(created_at) AS begun, max(last_updated_at) AS written
       FROM ${scored}
       GROUP BY entity_id, name
     ) AS score INNER JOIN (SELECT DISTINCT id, trace_id FROM spans WHERE ${ofTraces}) AS span ON span.id = score.entity_id
     GROUP BY span.trace_id, score.name ORDER BY name`,
    parameters,
    signal,
  );
  const byTrace = new Map<string, FeedbackScore[]>();
  for (const { trace_id, category_name, reason, ...row } of rows) {
    const { value, source, last_updated_at, last_updated_by } = row;
    const texts = { category_name: category_name || null, reason: reason || null };
    const value_by_author = { [last_updated_by]: { value, ...texts, source, last_updated_at } };
    const scores = byTrace.get(trace_id) ?? [];
    byTrace.set(trace_id, [...scores, { ...row, ...texts, value_by_author }]);
  }
  return byTrace;
}
