import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const DIRECTIVES = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

const strict = headers(DIRECTIVES);
/** Swagger's page has styles in itself, and images in those. */
const forDocs = headers({
  ...DIRECTIVES,
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
});

/** A middleware: nothing but what this service serves itself may run in a browser, and no page may frame it. */
export const secureAnswers: Middleware = (request, response, next) => {
  const isDocs = /^\/docs(?:[/?#]|$)/.test(request.url ?? '');
  (isDocs ? forDocs : strict)(request, response, (error?: unknown) => {
    if (error === undefined) next();
  });
};

function headers(directives: Record<string, string[]>): ReturnType<typeof helmet> {
  return helmet({ contentSecurityPolicy: { useDefaults: false, directives } });
}
