import { DEFAULT_PROJECT } from '@vitrine/core/model';
import { Router, type Request } from 'express';
import type { z } from 'zod';
import { principalOf } from '../../platform/auth/authenticate.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { parse } from '../../platform/validation/parse.ts';
import { pathId } from '../../platform/validation/ids.ts';
import { pageOf } from '../../platform/validation/pages.ts';
import {
  CompleteRequest,
  DeleteRequest,
  DownloadRequest,
  ListRequest,
  PartRequest,
  StartRequest,
  UploadRequest,
  type About,
} from './attachment-requests.ts';
import { sendAttachment } from './send-attachment.ts';
import type { Projects } from '../project-registry/projects.ts';
import type { Attachments } from './attachments.ts';
import type { Uploads } from './uploads.ts';

/** What tells a client to send the file whole, in one PUT to the first URL, with its key. */
const WHOLE = 'BEMinIO';

/** `attachment`: everything that has a JSON body or none. */
export function attachmentRoutes({
  attachments,
  uploads,
  projects,
}: {
  attachments: Attachments;
  uploads: Uploads;
  projects: Projects;
}): Router {
  const router = Router();

  router.post('/upload-start', async (request, response) => {
    const principal = principalOf(request);
    const body = parse(StartRequest, request.body);
    const base = `${apiUrl(body.path)}/v1/private/attachment`;
    const name = { ...aboutOf(body), fileName: body.file_name };
    if (body.num_of_file_parts === 1) {
      const query = new URLSearchParams({
        file_name: body.file_name,
        entity_type: body.entity_type,
        entity_id: body.entity_id,
        ...(body.mime_type && { mime_type: body.mime_type }),
        ...(body.project_name && { project_name: body.project_name }),
      });
      response.json({ upload_id: WHOLE, pre_sign_urls: [`${base}/upload?${query.toString()}`] });
      return;
    }
    const projectId = await projects.idOf(principal, body.project_name || DEFAULT_PROJECT);
    const parts = body.num_of_file_parts;
    const { id, secret } = await uploads.begin(principal, {
      ...name,
      projectId,
      mimeType: body.mime_type ?? null,
      parts,
    });
    const urls = Array.from({ length: parts }, (_, index) => {
      const query = { upload_id: id, part_number: `${index + 1}`, workspace: principal.workspace, signature: secret };
      return `${base}/upload-part?${new URLSearchParams(query).toString()}`;
    });
    response.json({ upload_id: id, pre_sign_urls: urls });
  });

  router.post('/upload-complete', async (request, response) => {
    const { upload_id, uploaded_file_parts, file_size } = parse(CompleteRequest, request.body);
    if (upload_id !== WHOLE) {
      const parts = uploaded_file_parts.map(({ e_tag, part_number }) => ({
        number: part_number,
        etag: e_tag.replaceAll('"', ''),
      }));
      await uploads.complete(principalOf(request), pathId(upload_id), { parts, size: file_size });
    }
    response.status(204).end();
  });

  router.get('/list', async (request, response) => {
    const query = parse(ListRequest, request.query, 'the query');
    const base = `${apiUrl(query.path)}/v1/private/attachment/download`;
    const { entityType, entityId } = aboutOf(query);
    const all = (await attachments.list(principalOf(request), entityType, [entityId])).get(entityId) ?? [];
    const page = pageOf(all, query);
    const content = page.content.map(({ file_name, file_size, mime_type }) => {
      const link = new URLSearchParams({
        container_id: query.project_id,
        entity_type: entityType,
        entity_id: entityId,
        file_name,
        mime_type,
      });
      return { file_name, file_size, mime_type, link: `${base}?${link.toString()}` };
    });
    response.json({ ...page, content });
  });

  router.get('/download', async (request, response) => {
    const query = parse(DownloadRequest, request.query, 'the query');
    const { entityType, entityId } = aboutOf(query);
    const name = { entityType, entityId, fileName: query.file_name };
    const attachment = await attachments.find(principalOf(request), name);
    if (!attachment)
      throw new VitrineError('not_found', `the ${entityType} ${entityId} has no file "${query.file_name}"`);
    await sendAttachment(attachments, attachment, request, response);
  });

  router.post('/delete', async (request, response) => {
    const body = parse(DeleteRequest, request.body);
    const { entityType, entityId } = aboutOf(body);
    const names = body.file_names ?? (body.file_name === undefined ? [] : [body.file_name]);
    if (names.length === 0) throw new VitrineError('invalid', 'name the files to delete, in file_names');
    await attachments.delete(principalOf(request), entityType, [entityId], names);
    response.status(204).end();
  });

  return router;
}

/** `attachment/upload`: a file whole, as the body. It stands before what reads bodies. */
export function uploadRoutes({ attachments, projects }: { attachments: Attachments; projects: Projects }): Router {
  const router = Router();

  router.put('/upload', async (request, response) => {
    const principal = principalOf(request);
    const query = parse(UploadRequest, request.query, 'the query');
    const name = { ...aboutOf(query), fileName: query.file_name, mimeType: query.mime_type };
    const size = sizeOf(request);
    attachments.refuseLarge(size);
    const projectId = await projects.idOf(principal, query.project_name || DEFAULT_PROJECT);
    await attachments.write(principal, { ...name, projectId }, request, size);
    response.status(204).end();
  });

  return router;
}

/** `attachment/upload-part`: a part of a file. Its URL says who may send it, so it stands before authentication. */
export function uploadPartRoutes({ uploads }: { uploads: Uploads }): Router {
  const router = Router();

  router.put('/upload-part', async (request, response) => {
    const { upload_id, part_number, signature, workspace } = parse(PartRequest, request.query, 'the query');
    const part = { id: pathId(upload_id), part: part_number, secret: signature };
    const etag = await uploads.writePart(workspace, part, request, sizeOf(request));
    response.set('ETag', `"${etag}"`).status(200).end();
  });

  return router;
}

function aboutOf({ entity_type, entity_id }: z.infer<typeof About>) {
  return { entityType: entity_type, entityId: pathId(entity_id) };
}

/**
 * The URL of the API as the client knows it: behind a proxy the server does not.
 *
 * @param path base64
 */
function apiUrl(path: string): string {
  const url = Buffer.from(path, 'base64').toString();
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new VitrineError(
      'malformed',
      "path takes the API's URL in base64, such as that of http://localhost:4747/api",
    );
  }
  return url.replace(/\/+$/, '');
}

/** How long a body is that is read as it is. */
function sizeOf(request: Request): number {
  if (request.readableEnded) {
    throw new VitrineError(
      'malformed',
      'the host has read the body before it came here; mount Vitrine before its body parsers',
    );
  }
  const encoding = request.headers['content-encoding'];
  if (encoding && encoding !== 'identity')
    throw new VitrineError('unsupported_media_type', `a file is sent as it is, not as ${encoding}`);
  const length = request.headers['content-length'];
  if (length === undefined) throw new VitrineError('length_required', 'a file needs a Content-Length');
  return Number(length);
}
