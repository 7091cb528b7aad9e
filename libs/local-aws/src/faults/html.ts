import type { FaultEffect } from './fault-effect.js';

/** A page for people in place of AWS's answer, as proxies and load balancers write them; nothing has been done. */
export interface HtmlFault {
  kind: 'html';
  /** Default 503. */
  status?: 200 | 404 | 503;
}

const TITLES = { 200: 'Please log in', 404: 'Not Found', 503: 'Service Unavailable' };

export function htmlEffect({ status = 503 }: HtmlFault): FaultEffect {
  const title = TITLES[status];
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1><hr></body></html>\n`;
  return { replace: () => ({ status, headers: { 'content-type': 'text/html' }, body }) };
}
