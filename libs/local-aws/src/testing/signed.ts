import { createHash, createHmac } from 'node:crypto';
import type { Hash, Hmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { SessionKeys } from '../sessions/session.js';

/** A request in the SDK's own form. */
export interface Draft {
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

export interface Signing {
  /** As in the scope of the signature. */
  service: string;
  region?: string;
  now?: number;
}

class NodeSha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    if (secret === undefined) this.#hash = createHash('sha256');
    else if (typeof secret === 'string') this.#hash = createHmac('sha256', secret);
    else if (secret instanceof ArrayBuffer) this.#hash = createHmac('sha256', new Uint8Array(secret));
    else
      this.#hash = createHmac('sha256', new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength));
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }

  reset(): void {}
}

/** Signs as the SDK does: the oracle for our verifier. */
export async function sign(draft: Draft, credentials: SessionKeys, signing: Signing): Promise<Draft> {
  const signed = await signerOf(credentials, signing).sign(request(draft), {
    signingDate: new Date(signing.now ?? Date.now()),
  });
  return { ...draft, headers: { ...signed.headers } };
}

/** The draft of a presigned URL. A body is not covered, unless a header says its hash. */
export async function presign(
  draft: Draft,
  credentials: SessionKeys,
  signing: Signing & { expiresIn?: number },
): Promise<Draft> {
  const unsigned = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const headers = signing.service === 's3' ? { ...unsigned, ...draft.headers } : draft.headers;
  const { query, headers: kept } = await signerOf(credentials, signing).presign(
    request({ ...draft, headers }),
    { signingDate: new Date(signing.now ?? Date.now()), expiresIn: signing.expiresIn ?? 900 },
  );
  return { ...draft, query: Object.fromEntries(Object.entries(query ?? {}).map(asText)), headers: kept };
}

function asText([name, value]: [string, string | string[] | null]): [string, string | string[]] {
  return [name, value ?? ''];
}

function signerOf(credentials: SessionKeys, { service, region = 'eu-west-1' }: Signing): SignatureV4 {
  const s3 = service === 's3';
  return new SignatureV4({
    credentials,
    region,
    service,
    sha256: NodeSha256,
    uriEscapePath: !s3,
    applyChecksum: s3,
  });
}

function request({ method, path, query, headers, body }: Draft) {
  return { protocol: 'http:', hostname: '127.0.0.1', method, path, query, headers, body };
}

/** The draft of a call to STS. */
export function stsDraft(url: string, params: Record<string, string>): Draft {
  return {
    method: 'POST',
    path: '/',
    query: {},
    headers: { host: new URL(url).host, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Version: '2011-06-15', ...params }).toString(),
  };
}

/** The draft of a call in JSON 1.1 to the operation that the target names, e.g. `DynamoDB_20120810.ListTables`. */
export function jsonDraft(url: string, target: string, body = '{}'): Draft {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  return { method: 'POST', path: '/', query: {}, headers: { host: new URL(url).host, ...headers }, body };
}

/** The draft of a call in JSON to a REST service. */
export function restDraft(url: string, path: string, body = '{}'): Draft {
  const headers = { host: new URL(url).host, 'content-type': 'application/json' };
  return { method: 'POST', path, query: {}, headers, body };
}

export function s3Draft(url: string, method = 'GET', path = '/', query: Draft['query'] = {}): Draft {
  return { method, path, query, headers: { host: new URL(url).host } };
}

export interface Reply {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The raw form of a draft's query, as the SDK writes it. */
export function rawQuery(query: Draft['query']): string {
  return Object.entries(query)
    .flatMap(([name, values]) => [values].flat().map((value) => `${encode(name)}=${encode(value)}`))
    .join('&');
}

/** Sends a draft byte for byte, on a connection of its own. */
export function send(url: string, draft: Draft): Promise<Reply> {
  const { hostname, port } = new URL(url);
  const query = rawQuery(draft.query);
  const path = query === '' ? draft.path : `${draft.path}?${query}`;
  return new Promise((resolve, reject) => {
    const { method, headers } = draft;
    const sent = httpRequest({ hostname, port, method, path, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.on('error', reject);
    sent.end(draft.body);
  });
}

/** The text of the first element of this name. */
export function elementText({ body }: Reply, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];
}

/** The code of an error, wherever its protocol has it. */
export function codeIn(reply: Reply): string | undefined {
  const header = reply.headers['x-amzn-errortype'];
  const inBody = /"__type":"(\w+)"/.exec(reply.body)?.[1];
  return elementText(reply, 'Code') ?? inBody ?? (typeof header === 'string' ? header : undefined);
}
