import { DEFAULT_PROJECT } from '@vitrine/core/model';
import type { Request } from 'express';
import type { z } from 'zod';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { json, pageOfRows } from '../../platform/http/answer.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { pathId } from '../../platform/validation/ids.ts';
import { pageOf } from '../../platform/validation/page.ts';
import type { Projects } from '../project-registry/projects.ts';
import { AttachmentAnswer, StartedUpload } from './attachment-answers.ts';
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
import type { Attachments } from './attachments.ts';
import { sendAttachment } from './send-attachment.ts';
import type { Uploads } from './uploads.ts';

const PATH = '/api/v1/private/attachment';

/** Upload id that makes a client send the file whole, in one PUT to the first URL, with its API key. */
const WHOLE = 'BEMinIO';

/** Routes of `attachment`: upload, list, download and delete the files of traces and spans. */
export function attachmentRoutes({
  attachments,
  uploads,
  projects,
}: {
  attachments: Attachments;
  uploads: Uploads;
  projects: Projects;
}): Route[] {
  return [
    route(
      {
        name: 'startUpload',
        method: 'POST',
        path: `${PATH}/upload-start`,
        summary: 'Start an upload',
        action: 'attachments:write',
        body: StartRequest,
        answer: json(StartedUpload),
      },
      async ({ principal, body }) => {
        const base = `${apiUrl(body.path)}/v1/private/attachment`;
        if (body.num_of_file_parts === 1) {
          const query = new URLSearchParams({
            file_name: body.file_name,
            entity_type: body.entity_type,
            entity_id: body.entity_id,
            ...(body.mime_type && { mime_type: body.mime_type }),
            ...(body.project_name && { project_name: body.project_name }),
          });
          aboutOf(body);
          return { upload_id: WHOLE, pre_sign_urls: [`${base}/upload?${query.toString()}`] };
        }
        const projectId = await projects.idOf(principal, body.project_name || DEFAULT_PROJECT);
        const parts = body.num_of_file_parts;
        const { id, secret } = await uploads.begin(principal, {
          ...aboutOf(body),
          fileName: body.file_name,
          projectId,
          mimeType: body.mime_type ?? null,
          parts,
        });
        const urls = Array.from({ length: parts }, (_, index) => {
          const query = {
            upload_id: id,
            part_number: `${index + 1}`,
            workspace: principal.workspace,
            signature: secret,
          };
          return `${base}/upload-part?${new URLSearchParams(query).toString()}`;
        });
        return { upload_id: id, pre_sign_urls: urls };
      },
    ),
    route(
      {
        name: 'uploadFile',
        method: 'PUT',
        path: `${PATH}/upload`,
        summary: 'Upload a whole file',
        action: 'attachments:write',
        query: UploadRequest,
        body: 'file',
      },
      async ({ principal, query, request }) => {
        const name = { ...aboutOf(query), fileName: query.file_name, mimeType: query.mime_type };
        const size = sizeOf(request);
        attachments.refuseLarge(size);
        const projectId = await projects.idOf(principal, query.project_name || DEFAULT_PROJECT);
        await attachments.write(principal, { ...name, projectId }, request, size);
      },
    ),
    route(
      {
        name: 'uploadPart',
        method: 'PUT',
        path: `${PATH}/upload-part`,
        summary: 'Upload a part of a file, to a URL of upload-start',
        action: { public: 'its URL has the secret of the upload' },
        query: PartRequest,
        body: 'file',
        answer: { kind: 'own', status: 200, description: 'upload-complete takes its ETag' },
      },
      async ({ query: { upload_id, part_number, signature, workspace }, request, response }) => {
        const part = { id: pathId(upload_id), part: part_number, secret: signature };
        const etag = await uploads.writePart(workspace, part, request, sizeOf(request));
        response.set('ETag', `"${etag}"`).status(200).end();
      },
    ),
    route(
      {
        name: 'completeUpload',
        method: 'POST',
        path: `${PATH}/upload-complete`,
        summary: 'Complete an upload in parts',
        action: 'attachments:write',
        body: CompleteRequest,
      },
      async ({ principal, body: { upload_id, uploaded_file_parts, file_size } }) => {
        if (upload_id === WHOLE) return;
        const parts = uploaded_file_parts.map(({ e_tag, part_number }) => ({
          number: part_number,
          etag: e_tag.replaceAll('"', ''),
        }));
        await uploads.complete(principal, pathId(upload_id), { parts, size: file_size });
      },
    ),
    route(
      {
        name: 'listAttachments',
        method: 'GET',
        path: `${PATH}/list`,
        summary: 'The files of a trace or span',
        action: 'attachments:read',
        query: ListRequest,
        answer: json(pageOfRows(AttachmentAnswer)),
      },
      async ({ principal, query }) => {
        const base = `${apiUrl(query.path)}/v1/private/attachment/download`;
        const { entityType, entityId } = aboutOf(query);
        const all = (await attachments.list(principal, entityType, [entityId])).get(entityId) ?? [];
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
        return { ...page, content };
      },
    ),
    route(
      {
        name: 'downloadAttachment',
        method: 'GET',
        path: `${PATH}/download`,
        summary: 'A file, or a range of it',
        action: 'attachments:read',
        query: DownloadRequest,
        answer: { kind: 'own', status: 200, type: '*/*', description: 'The bytes; 206 for a range' },
      },
      async ({ principal, query, request, response }) => {
        const { entityType, entityId } = aboutOf(query);
        const name = { entityType, entityId, fileName: query.file_name };
        const attachment = await attachments.find(principal, name);
        if (!attachment)
          throw new VitrineError('not_found', `the ${entityType} ${entityId} has no file "${query.file_name}"`);
        await sendAttachment(attachments, attachment, request, response);
      },
    ),
    route(
      {
        name: 'deleteAttachments',
        method: 'POST',
        path: `${PATH}/delete`,
        summary: 'Delete files of a trace or span',
        action: 'attachments:delete',
        body: DeleteRequest,
      },
      async ({ principal, body }) => {
        const { entityType, entityId } = aboutOf(body);
        const names = body.file_names ?? (body.file_name === undefined ? [] : [body.file_name]);
        if (names.length === 0) throw new VitrineError('invalid', 'name the files to delete, in file_names');
        await attachments.delete(principal, entityType, [entityId], names);
      },
    ),
  ];
}

function aboutOf({ entity_type, entity_id }: z.infer<typeof About>) {
  return { entityType: entity_type, entityId: pathId(entity_id) };
}

/**
 * Decodes the URL of the API as the client knows it, which a server behind a proxy does not.
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

/** Returns the length of a raw body. */
function sizeOf(request: Request): number {
  if (request.readableEnded) {
    throw new VitrineError(
      'malformed',
      'the host application has read the body already; mount Vitrine before its body parsers',
    );
  }
  const encoding = request.headers['content-encoding'];
  if (encoding && encoding !== 'identity')
    throw new VitrineError('unsupported_media_type', `a file is sent as it is, not as ${encoding}`);
  const length = request.headers['content-length'];
  if (length === undefined) throw new VitrineError('length_required', 'a file needs a Content-Length');
  return Number(length);
}
