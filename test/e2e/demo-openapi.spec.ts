import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoProcess } from '../support/demo-process.js';
import { type Schema, schemaProblems, type Schemas } from '../support/schema-problems.js';

interface Operation {
  readonly responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema: Schema }>> }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Schemas };
}

/** Statuses that take a broken AWS or a busy service; other tests meet them. */
const IN_TROUBLE = new Set(['429', '500', '502', '503', '504']);

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
};

let demo: DemoProcess;
let url: string;
let document: Document;

beforeAll(async () => {
  demo = DemoProcess.spawn();
  url = await demo.listening();
  document = (await (await fetch(`${url}/docs-json`)).json()) as Document;
});

afterAll(() => demo.stop());

async function ask(method: string, [path, body]: [path: string, body?: object]): Promise<Response> {
  const json = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return fetch(url + path, { method, ...json });
}

/** What is wrong with an answer, by the document. */
async function problemsOf(response: Response, operation: Operation | undefined): Promise<string[]> {
  const documented = operation?.responses[response.status];
  if (!documented) return [`${response.status} is not documented: ${await response.text()}`];
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  const schema = documented.content?.[type]?.schema;
  if (!schema) return [`${response.status} is not documented as ${type}`];
  const texts =
    type === 'application/x-ndjson' ? (await response.text()).trim().split('\n') : [await response.text()];
  return texts.flatMap((text) => schemaProblems(JSON.parse(text), schema, document.components.schemas));
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
    const response = await ask(method.toUpperCase(), request);
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
