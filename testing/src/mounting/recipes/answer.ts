import type { RequestListener } from 'node:http';

/** Answers everything that is not Vitrine's. */
export const answer: RequestListener = (request, response) => {
  response.end(`the app's own answer to ${request.url}`);
};
