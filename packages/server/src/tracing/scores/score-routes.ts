import { FeedbackScoreWrite, SpanType } from '@vitrine/core/model';
import { z } from 'zod';
import { authorOf } from '../../platform/auth/authorship.ts';
import { json } from '../../platform/http/answer.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { pathId } from '../../platform/validation/ids.ts';
import { ScoreNamesAnswer } from './score-answers.ts';
import { scoreNames } from './score-names.ts';
import { EntityScoreBatch, scoreEntities, writeEntityScores, type ScoreParts } from './write-scores.ts';

const Delete = z.object({ name: z.string(), author: z.string().nullish() });
const NamesOf = z.object({ project_id: z.string().toLowerCase().optional() });
const NamesOfSpans = NamesOf.extend({ type: SpanType.optional() });

/** Returns the routes for scores of traces or spans. */
export function scoreRoutes(parts: ScoreParts, entity: 'trace' | 'span'): Route[] {
  const Noun = entity === 'trace' ? 'Trace' : 'Span';
  const path = `/api/v1/private/${entity}s`;
  return [
    route(
      {
        name: `score${Noun}s`,
        method: 'PUT',
        path: `${path}/feedback-scores`,
        summary: `Score ${entity}s; a repeated score overwrites the earlier one`,
        action: 'scores:write',
        body: EntityScoreBatch,
      },
      ({ principal, body }) => writeEntityScores(parts, principal, entity, body),
    ),
    route(
      {
        name: `score${Noun}`,
        method: 'PUT',
        path: `${path}/:id/feedback-scores`,
        summary: `Score one ${entity}`,
        action: 'scores:write',
        body: FeedbackScoreWrite,
      },
      ({ principal, params, body }) =>
        scoreEntities(parts, principal, entity, [{ entityId: pathId(params['id']), score: body }]),
    ),
    route(
      {
        name: `delete${Noun}Score`,
        method: 'POST',
        path: `${path}/:id/feedback-scores/delete`,
        summary: `Delete a score of a ${entity}`,
        action: 'scores:write',
        body: Delete,
      },
      ({ principal, params, body: { name, author } }) => {
        const which = { names: [name], author: authorOf(principal, author, 'scores:moderate') };
        return parts.scores.delete(principal, entity, [pathId(params['id'])], which);
      },
    ),
    route(
      {
        name: `list${Noun}ScoreNames`,
        method: 'GET',
        path: `${path}/feedback-scores/names`,
        summary: `The names of the scores of ${entity}s`,
        action: 'traces:read',
        query: entity === 'span' ? NamesOfSpans : NamesOf,
        answer: json(ScoreNamesAnswer),
      },
      ({ principal, query }) => {
        const { project_id: projectId, type } = query as z.output<typeof NamesOfSpans>;
        return scoreNames(parts.database, principal, entity, { projectId, type });
      },
    ),
  ];
}
