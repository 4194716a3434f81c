import type { Request, Response } from 'express';
import type { Attachment, Attachments } from './attachments.ts';
/**
 * Answers with a file, or the range of it that is asked for. Who uploaded it is not trusted: but for plain images a
 * browser saves it and never opens it as a page of ours.
 */
export declare function sendAttachment(attachments: Attachments, attachment: Attachment, request: Request, response: Response): Promise<void>;
//# sourceMappingURL=send-attachment.d.ts.map