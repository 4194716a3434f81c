import { FeedbackScoreWrite } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../../platform/auth/authenticate.ts';
import { parse } from '../../platform/validation/parse.ts';
import { pathId } from '../../platform/validation/ids.ts';
import type { Resources } from '../../server/resources.ts';
import { scoreEntities, writeEntityScores } from './write-scores.ts';

const Delete = z.object({ name: z.string(), author: z.string().nullish() });

/** The writes of scores on traces or on spans, for a router of theirs. */
export function scoreRoutes(resources: Resources, entity: 'trace' | 'span'): Router {
  const router = Router();

  router.put('/feedback-scores', async (request, response) => {
    await writeEntityScores(resources, principalOf(request), entity, request.body);
    response.status(204).end();
  });

  router.put('/:id/feedback-scores', async (request, response) => {
    const score = parse(FeedbackScoreWrite, request.body);
    await scoreEntities(resources, principalOf(request), entity, [{ entityId: pathId(request.params.id), score }]);
    response.status(204).end();
  });

  router.post('/:id/feedback-scores/delete', async (request, response) => {
    const { name, author } = parse(Delete, request.body);
    const which = { names: [name], ...(typeof author === 'string' && { author }) };
    await resources.scores.delete(principalOf(request), entity, [pathId(request.params.id)], which);
    response.status(204).end();
  });

  return router;
}
