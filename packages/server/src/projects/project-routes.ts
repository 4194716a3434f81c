import { ProjectWrite } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../auth/authenticate.ts';
import { ApiError, parse } from '../http/api-error.ts';
import { pathId } from '../http/ids.ts';
import { PageQuery } from '../http/pages.ts';
import type { Resources } from '../resources.ts';

const ListQuery = PageQuery.extend({ name: z.string().optional() });
const Retrieve = z.object({ name: z.string() });

/** `projects`: create, read, change, delete, and find by name. */
export function projectRoutes({ projects, deletions }: Resources): Router {
  const router = Router();

  router.post('/retrieve', async (request, response) => {
    const { name } = parse(Retrieve, request.body);
    const project = await projects.byName(principalOf(request), name);
    if (!project) throw new ApiError(404, `there is no project "${name}"`);
    response.json(project);
  });

  router.get('/', async (request, response) => {
    const query = parse(ListQuery, request.query, 'the query');
    const wanted = query.name?.toLowerCase();
    const all = (await projects.list(principalOf(request)))
      .filter((project) => !wanted || project.name.toLowerCase().includes(wanted))
      .toSorted((a, b) => (a.id < b.id ? 1 : -1));
    const content = all.slice((query.page - 1) * query.size, query.page * query.size);
    response.json({ page: query.page, size: content.length, total: all.length, content, sortableBy: [] });
  });

  router.post('/', async (request, response) => {
    const project = await projects.create(principalOf(request), parse(ProjectWrite, request.body));
    response.status(201).location(`${request.baseUrl}/${project.id}`).end();
  });

  router.get('/:id', async (request, response) => {
    const id = pathId(request.params.id);
    const project = await projects.get(principalOf(request), id);
    if (!project) throw new ApiError(404, `there is no project ${id}`);
    response.json(project);
  });

  router.patch('/:id', async (request, response) => {
    await projects.update(principalOf(request), pathId(request.params.id), parse(ProjectWrite.partial(), request.body));
    response.status(204).end();
  });

  router.delete('/:id', async (request, response) => {
    await deletions.delete(principalOf(request), pathId(request.params.id));
    response.status(204).end();
  });

  return router;
}
