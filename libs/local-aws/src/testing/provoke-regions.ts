import { ListRegionsCommand } from '@aws-sdk/client-account';
import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import type { DescribeRegionsCommandInput } from '@aws-sdk/client-ec2';
import { codeOf, forbid, signedCode, stsOf, whileFailing } from './provocations.js';
import type { Provocation, Provocations, Stage } from './provocations.js';
import { badSignatures, EC2_CODES, JSON_CODES } from './provoke-signed.js';
import { refusalOf } from './refusal.js';
import { restDraft } from './signed.js';
import type { Draft } from './signed.js';

const listing =
  (input: { AccountId?: string; MaxResults?: number } = {}): Provocation =>
  async ({ clients }) =>
    (await refusalOf(clients.account().send(new ListRegionsCommand(input)))).name;
const accountOf = ({ aws }: Stage, body = '{}') => restDraft(aws.url, '/listRegions', body);
const faultyAccount = (stage: Stage, status: 500 | 503 | undefined) =>
  whileFailing(stage, 'account:ListRegions', status, () => listing()(stage));

export const ANY_OF_ACCOUNT: Provocations = {
  ...badSignatures('account', accountOf, JSON_CODES),
  InternalServerException: (stage) => faultyAccount(stage, 500),
  LocalAwsUnsupported: (stage) => signedCode(stage, accountOf(stage, '{"More":1}'), undefined, 'account'),
  MissingAuthenticationTokenException: (stage) => codeOf(stage, accountOf(stage)),
  SerializationException: (stage) => signedCode(stage, accountOf(stage, '{'), undefined, 'account'),
  ServiceUnavailableException: (stage) => faultyAccount(stage, 503),
  TooManyRequestsException: (stage) => faultyAccount(stage, undefined),
  UnknownOperationException: ({ aws, ...stage }) =>
    signedCode({ aws, ...stage }, restDraft(aws.url, '/enableRegion'), undefined, 'account'),
};

export const LIST_REGIONS: Provocations = {
  AccessDeniedException: (stage) => {
    forbid(stage);
    return listing()(stage);
  },
  ValidationException: listing({ MaxResults: 51 }),
};

const describing =
  (input: DescribeRegionsCommandInput = {}): Provocation =>
  async ({ clients }) =>
    (await refusalOf(clients.ec2().send(new DescribeRegionsCommand(input)))).name;
const EC2 = { Version: '2016-11-15' };
const ec2Of = (stage: Stage, params: Record<string, string> = {}): Draft =>
  stsOf(stage, { ...EC2, Action: 'DescribeRegions', ...params });
const faultyEc2 = (stage: Stage, status: 500 | 503 | undefined) =>
  whileFailing(stage, 'ec2:DescribeRegions', status, () => describing()(stage));

export const ANY_OF_EC2: Provocations = {
  ...badSignatures('ec2', ec2Of, EC2_CODES),
  InternalError: (stage) => faultyEc2(stage, 500),
  InvalidAction: (stage) => signedCode(stage, ec2Of(stage, { Action: 'RunInstances' }), undefined, 'ec2'),
  MalformedQueryString: (stage) => signedCode(stage, { ...ec2Of(stage), body: 'Action=%' }, undefined, 'ec2'),
  MissingAuthenticationToken: (stage) => codeOf(stage, ec2Of(stage)),
  RequestLimitExceeded: (stage) => faultyEc2(stage, undefined),
  Unavailable: (stage) => faultyEc2(stage, 503),
};

export const DESCRIBE_REGIONS: Provocations = {
  DryRunOperation: describing({ DryRun: true }),
  InvalidParameterValue: describing({ RegionNames: ['eu-west-9'] }),
  UnauthorizedOperation: (stage) => {
    forbid(stage);
    return describing()(stage);
  },
  UnknownParameter: (stage) => signedCode(stage, ec2Of(stage, { More: '1' }), undefined, 'ec2'),
};
