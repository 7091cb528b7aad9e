import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalAws } from 'local-aws-accounts';
import { DemoProcess } from '../support/demo-process.js';
import { type Schema, schemaProblems, type Schemas } from '../support/schema-problems.js';
import { PAYMENTS, ROLE_NAME, smallWorld } from '../support/world.js';

interface Operation {
  readonly responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema: Schema }>> }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Schemas };
}

/** Statuses that take a broken AWS or a busy service; other tests meet them. */
const IN_TROUBLE = new Set(['429', '500', '502', '503', '504']);
const KEY = 'a-key-of-some-length';

/** What is asked of each operation, by the status that it has to be answered with. */
const REQUESTS: Readonly<Record<string, Readonly<Record<number, [path: string, body?: object]>>>> = {
  'get /accounts/{accountId}/buckets': {
    200: ['/accounts/111122223333/buckets'],
    400: ['/accounts/1/buckets'],
    403: ['/accounts/444455556666/buckets'],
  },
  'get /buckets': { 200: ['/buckets'] },
  'get /inventory': { 200: ['/inventory'] },
  'post /inventory': { 200: ['/inventory'] },
  'post /sweep/buckets': {
    200: ['/sweep/buckets', { ous: ['Workloads'] }],
    400: ['/sweep/buckets', { regions: 'all' }],
  },
  'get /cache': { 200: ['/cache'] },
  'get /console/stream': { 200: ['/console/stream'] },
  'post /console/check': {
    200: ['/console/check', { accountIds: ['111122223333'] }],
    400: ['/console/check', { accountIds: '111122223333' }],
  },
  'post /embedded/trust': {
    200: ['/embedded/trust', { accountId: '111122223333', trusted: true }],
    400: ['/embedded/trust', { accountId: '111122223333' }],
    403: ['/embedded/trust', { accountId: '111122223333', trusted: true }],
    404: ['/embedded/trust', { accountId: '000000000000', trusted: true }],
  },
  'post /embedded/sts': {
    200: ['/embedded/sts', { throttles: false }],
    400: ['/embedded/sts', {}],
    403: ['/embedded/sts', { throttles: false }],
  },
  'post /embedded/accounts': {
    201: ['/embedded/accounts', { name: 'Experiments' }],
    400: ['/embedded/accounts', { name: ' ' }],
    403: ['/embedded/accounts', { name: 'Experiments' }],
  },
};

let demo: DemoProcess;
/** One that has no embedded AWS, and so refuses to change it. */
let real: DemoProcess;
let aws: LocalAws;
let url: string;
let document: Document;

beforeAll(async () => {
  demo = DemoProcess.spawn();
  url = await demo.listening();
  aws = await LocalAws.start(smallWorld());
  real = DemoProcess.spawn({
    ...aws.env,
    LOCAL_AWS: 'off',
    DEMO_API_KEYS: `${KEY}=alice`,
    AWS_CROSS_ACCOUNT_ROLE_NAME: ROLE_NAME,
    AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS: PAYMENTS,
  });
  document = (await (await fetch(`${url}/docs-json`)).json()) as Document;
});

afterAll(async () => {
  await Promise.all([demo.stop(), real.stop()]);
  await aws.close();
});

async function ask(
  method: string,
  status: number,
  [path, body]: [path: string, body?: object],
): Promise<Response> {
  const isRefused = status === 403 && path.startsWith('/embedded/');
  const json = body && { body: JSON.stringify(body) };
  const headers = { 'x-api-key': KEY, ...(body && { 'content-type': 'application/json' }) };
  return fetch((isRefused ? await real.listening() : url) + path, { method, headers, ...json });
}

/** What is wrong with an answer, by the document. */
async function problemsOf(response: Response, operation: Operation | undefined): Promise<string[]> {
  const documented = operation?.responses[response.status];
  if (!documented) return [`${response.status} is not documented: ${await response.text()}`];
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  const schema = documented.content?.[type]?.schema;
  if (!schema) return [`${response.status} is not documented as ${type}`];
  const values = await valuesOf(response, type);
  return values.flatMap((value) => schemaProblems(value, schema, document.components.schemas));
}

async function valuesOf(response: Response, type: string): Promise<unknown[]> {
  if (type === 'text/event-stream') {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const { value } = (await reader?.read()) ?? {};
    await reader?.cancel();
    return [value];
  }
  const text = await response.text();
  return (type === 'application/x-ndjson' ? text.trim().split('\n') : [text]).map(
    (part) => JSON.parse(part) as unknown,
  );
}

describe("the demo's OpenAPI document", () => {
  it('names the operations and answers that are tried here, and no others', () => {
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { responses }]) =>
        Object.keys(responses)
          .filter((status) => !IN_TROUBLE.has(status))
          .map((status) => `${method} ${path} ${status}`),
      ),
    );
    const tried = Object.entries(REQUESTS).flatMap(([operation, requests]) =>
      Object.keys(requests).map((status) => `${operation} ${status}`),
    );
    expect(documented.toSorted()).toEqual(tried.toSorted());
  });

  it.each(
    Object.entries(REQUESTS).flatMap(([name, requests]) =>
      Object.keys(requests).map((status) => [name, status]),
    ),
  )('describes what %s answers with %s', async (name = '', status = '') => {
    const [method = '', path = ''] = name.split(' ');
    const request = REQUESTS[name]?.[Number(status)] ?? [path];
    const response = await ask(method.toUpperCase(), Number(status), request);
    expect(response.status).toBe(Number(status));
    expect(await problemsOf(response, document.paths[path]?.[method])).toEqual([]);
  });
});

describe('the check of answers', () => {
  const schemas = { Row: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } };
  const rows = { type: 'array', items: { $ref: '#/components/schemas/Row' } };

  it.each([
    [[{}], '$[0].id: is missing'],
    [[{ id: 1 }], '$[0].id: expected string, got 1'],
    [[{ id: 'a', more: true }], '$[0].more: is not documented'],
    [{ id: 'a' }, '$: expected array, got an object'],
  ])('finds what is wrong with %j', (value, problem) => {
    expect(schemaProblems(value, rows, schemas)).toEqual([problem]);
  });
});
