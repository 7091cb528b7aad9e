import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  CREATE_BUCKET,
  DELETE_BUCKET,
  GET_BUCKET_LOCATION,
  HEAD_BUCKET,
  LIST_BUCKETS,
  LIST_OBJECTS,
} from './testing/provoke-buckets.js';
import { DELETE_OBJECT, GET_OBJECT, HEAD_OBJECT, PUT_OBJECT } from './testing/provoke-objects.js';
import {
  ABORT_MULTIPART_UPLOAD,
  COMPLETE_MULTIPART_UPLOAD,
  CREATE_MULTIPART_UPLOAD,
  UPLOAD_PART,
} from './testing/provoke-multipart.js';
import { ANYTHING_ADDED } from './testing/provoke-added.js';
import * as orgs from './testing/provoke-organizations.js';
import { ANY_OF_ACCOUNT, ANY_OF_EC2, DESCRIBE_REGIONS, LIST_REGIONS } from './testing/provoke-regions.js';
import { ANY_OF_S3 } from './testing/provoke-s3.js';
import { ANY_OF_STS, ASSUME_ROLE, GET_CALLER_IDENTITY } from './testing/provoke-sts.js';
import { signedCode, stsOf } from './testing/provocations.js';
import type { Provocation, Provocations } from './testing/provocations.js';
import { OPERATIONS } from './service/operations.js';
import { running } from './testing/running.js';
import { exampleWorld } from './testing/worlds.js';

const UNKNOWN: Provocations = {
  UnknownService: (stage) =>
    signedCode(
      stage,
      stsOf(stage),
      ({ headers, ...draft }) => {
        const authorization = (headers['authorization'] ?? '').replace('/sts/', '/sqs/');
        return { ...draft, headers: { ...headers, authorization } };
      },
      'sts',
    ),
};

/** By the first column of the README's table. */
const ROWS: Readonly<Record<string, Provocations>> = {
  'another service': UNKNOWN,
  'anything of STS': ANY_OF_STS,
  'sts:AssumeRole': ASSUME_ROLE,
  'sts:GetCallerIdentity': GET_CALLER_IDENTITY,
  'anything of S3': ANY_OF_S3,
  's3:ListBuckets': LIST_BUCKETS,
  's3:CreateBucket': CREATE_BUCKET,
  's3:DeleteBucket': DELETE_BUCKET,
  's3:HeadBucket': HEAD_BUCKET,
  's3:GetBucketLocation': GET_BUCKET_LOCATION,
  's3:ListObjectsV2': LIST_OBJECTS,
  's3:PutObject': PUT_OBJECT,
  's3:GetObject': GET_OBJECT,
  's3:HeadObject': HEAD_OBJECT,
  's3:DeleteObject': DELETE_OBJECT,
  's3:CreateMultipartUpload': CREATE_MULTIPART_UPLOAD,
  's3:UploadPart': UPLOAD_PART,
  's3:CompleteMultipartUpload': COMPLETE_MULTIPART_UPLOAD,
  's3:AbortMultipartUpload': ABORT_MULTIPART_UPLOAD,
  'anything of Organizations': orgs.ANY_OF_ORGANIZATIONS,
  'organizations:DescribeAccount': orgs.DESCRIBE_ACCOUNT,
  'organizations:DescribeOrganization': orgs.DESCRIBE_ORGANIZATION,
  'organizations:ListAccounts': orgs.LIST_ACCOUNTS,
  'organizations:ListAccountsForParent': orgs.LIST_ACCOUNTS_FOR_PARENT,
  'organizations:ListOrganizationalUnitsForParent': orgs.LIST_UNITS_FOR_PARENT,
  'organizations:ListParents': orgs.LIST_PARENTS,
  'organizations:ListRoots': orgs.LIST_ROOTS,
  'organizations:ListTagsForResource': orgs.LIST_TAGS,
  'anything of Account': ANY_OF_ACCOUNT,
  'account:ListRegions': LIST_REGIONS,
  'anything of EC2': ANY_OF_EC2,
  'ec2:DescribeRegions': DESCRIBE_REGIONS,
  'what was added, in JSON': ANYTHING_ADDED,
};

const cases = Object.entries(ROWS).flatMap(([row, codes]) =>
  Object.entries(codes).map(([code, provoke]): [string, string, Provocation] => [row, code, provoke]),
);

/** The README's table of errors, by its first column. */
function documented(): Record<string, string[]> {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const section = /\n## Errors\n([^]*?)\n## /.exec(readme)?.[1] ?? '';
  const rows = [...section.matchAll(/^\| (.+?) +\| (`.+?`) +\|$/gm)];
  return Object.fromEntries(
    rows.map(([, row = '', codes = '']) => [
      row.replaceAll('`', ''),
      [...codes.matchAll(/\w+/g)].map(String),
    ]),
  );
}

/** Every code that stands in the source. */
function inSource(): Set<string> {
  const root = new URL('./', import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !/\.spec\.ts$|^testing\//.test(path),
  );
  const code = /(?:new AwsFault\(\s*\w+,\s*|refused\(|CODE = )'(\w+)'/g;
  return new Set(
    files.flatMap((path) =>
      [...readFileSync(new URL(path, root), 'utf8').matchAll(code)].map((match) => match[1] ?? ''),
    ),
  );
}

describe('the table of errors in the README', () => {
  it('lists what is provoked here, and nothing else', () => {
    const provoked = Object.entries(ROWS).map(([row, codes]) => [row, Object.keys(codes).toSorted()]);
    expect(documented()).toEqual(Object.fromEntries(provoked));
  });

  it('lists every code that stands in the source, and no other', () => {
    const listed = new Set(Object.values(documented()).flat());
    expect([...listed].toSorted()).toEqual([...inSource()].toSorted());
  });

  it('has a row for every operation', () => {
    expect(Object.keys(documented())).toEqual(expect.arrayContaining([...OPERATIONS]));
  });

  it.each(cases)('%s can be refused with %s', async (row, code, provoke) => {
    let now = Date.now();
    await running(
      async (it) => {
        const move = (ms: number) => (now += ms);
        const answered = await provoke({ ...it, now: () => now, move });
        const call = it.aws.calls.list().at(-1);
        const action = row.includes(':') ? row : call?.action;
        expect(call).toMatchObject({ action, outcome: 'refused', errorCode: code });
        // Answers to HEAD have no body, so the SDK names them after their status.
        expect(row.startsWith('s3:Head') ? code : answered).toBe(code);
      },
      exampleWorld(),
      () => now,
    );
  });
});
