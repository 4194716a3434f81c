import { FeedbackScoreWrite } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../auth/authenticate.js';
import { ApiError, parse } from '../http/api-error.js';
import { pathId } from '../http/ids.js';
import { ProjectQuery, projectIdOf } from '../projects/project-of-query.js';
import { placesOf } from '../scores/places.js';
import { threadEntityId } from '../scores/scores.js';
const Target = ProjectQuery.extend({ trace_id: z.string().optional(), thread_id: z.string().min(1).optional() });
const TargetQuery = Target.extend({ name: z.string().min(1) });
const Write = Target.extend(FeedbackScoreWrite.omit({ source: true }).shape);
/** `feedback`: the caller's own score of a trace or thread, read, written and taken back. */
export function feedbackRoutes(resources) {
    const { scores, database, projects } = resources;
    const router = Router();
    router.get('/', async (request, response) => {
        const principal = principalOf(request);
        const query = parse(TargetQuery, request.query, 'the query');
        response.json(await view(principal, await entityOf(principal, query), query.name));
    });
    router.put('/', async (request, response) => {
        const principal = principalOf(request);
        const { name, value, category_name, reason, ...target } = parse(Write, request.body);
        const entity = await entityOf(principal, target);
        const score = { name, value, category_name, reason, source: 'ui' };
        await scores.write(principal, entity.type, [{ ...entity, score }]);
        response.json(await view(principal, entity, name));
    });
    router.delete('/', async (request, response) => {
        const principal = principalOf(request);
        const query = parse(TargetQuery, request.query, 'the query');
        const entity = await entityOf(principal, query);
        await scores.delete(principal, entity.type, [entity.entityId], { names: [query.name], author: principal.subject });
        response.json(await view(principal, entity, query.name));
    });
    return router;
    async function entityOf(principal, target) {
        if (target.trace_id) {
            const id = pathId(target.trace_id);
            // The trace may still be on its way; its score waits for it.
            const place = (await placesOf(database, principal, 'trace', [id])).get(id);
            if (place?.deleted)
                throw new ApiError(404, `the trace ${id} was deleted`);
            return { type: 'trace', entityId: id, traceId: id, projectId: place?.project_id ?? '' };
        }
        if (!target.thread_id)
            throw new ApiError(400, 'name what the score is about: trace_id, or thread_id with a project');
        const projectId = await projectIdOf(projects, principal, target);
        return { type: 'thread', entityId: threadEntityId(projectId, target.thread_id), traceId: '', projectId };
    }
    async function view(principal, { type, entityId }, name) {
        const all = (await scores.read(principal, type, [entityId])).get(entityId) ?? [];
        const score = all.find((each) => each.name === name);
        const mine = score && Object.hasOwn(score.value_by_author, principal.subject)
            ? score.value_by_author[principal.subject]
            : undefined;
        return {
            mine: mine ? { value: mine.value, category_name: mine.category_name, reason: mine.reason } : null,
            average: score?.value ?? null,
            count: score ? Object.keys(score.value_by_author).length : 0,
        };
    }
}
//# sourceMappingURL=feedback-routes.js.map