import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-organizations';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { codeOf, forbid, signedCode, whileFailing } from './provocations.js';
import type { Provocation, Provocations, Stage } from './provocations.js';
import { badSignatures, JSON_CODES } from './provoke-signed.js';
import { refusalOf } from './refusal.js';
import { jsonDraft } from './signed.js';

const NOBODY = '000000000000';
const NO_UNIT = 'ou-none-00000000';

type Ask = (client: OrganizationsClient) => Promise<unknown>;

const refused =
  (ask: Ask): Provocation =>
  async ({ clients }) =>
    (await refusalOf(ask(clients.organizations()))).name;

const LIST: Ask = (client) => client.send(new ListAccountsCommand({}));
const draftOf = ({ aws }: Stage, operation = 'ListAccounts', body = '{}') =>
  jsonDraft(aws.url, `AWSOrganizationsV20161128.${operation}`, body);
const faulty = (stage: Stage, status: 500 | 503 | undefined) =>
  whileFailing(stage, 'organizations:ListAccounts', status, () => refused(LIST)(stage));

export const ANY_OF_ORGANIZATIONS: Provocations = {
  ...badSignatures('organizations', draftOf, JSON_CODES),
  AccessDeniedException: (stage) => {
    stage.aws.faults.add({ action: 'organizations:ListAccounts', fault: { kind: 'deny' } });
    return refused(LIST)(stage);
  },
  AWSOrganizationsNotInUseException: (stage) => {
    stage.aws.update((draft) => delete draft.organizationId);
    return refused(LIST)(stage);
  },
  LocalAwsUnsupported: (stage) =>
    signedCode(stage, draftOf(stage, undefined, '{"More":1}'), undefined, 'organizations'),
  MissingAuthenticationTokenException: (stage) => codeOf(stage, draftOf(stage)),
  SerializationException: (stage) =>
    signedCode(stage, draftOf(stage, undefined, '{'), undefined, 'organizations'),
  ServiceException: (stage) => faulty(stage, 500),
  ServiceUnavailableException: (stage) => faulty(stage, 503),
  TooManyRequestsException: (stage) => faulty(stage, undefined),
  UnknownOperationException: (stage) =>
    signedCode(stage, draftOf(stage, 'LeaveOrganization'), undefined, 'organizations'),
};

/** What every operation is refused for, and what this one is. */
function of(ask: Ask, more: Readonly<Record<string, Ask>> = {}): Provocations {
  return {
    AccessDeniedException: (stage) => {
      forbid(stage);
      return refused(ask)(stage);
    },
    ...Object.fromEntries(Object.entries(more).map(([code, wrong]) => [code, refused(wrong)])),
  };
}

export const DESCRIBE_ACCOUNT = of((c) => c.send(new DescribeAccountCommand({ AccountId: NOBODY })), {
  AccountNotFoundException: (c) => c.send(new DescribeAccountCommand({ AccountId: NOBODY })),
  InvalidInputException: (c) => c.send(new DescribeAccountCommand({ AccountId: '1' })),
});

export const DESCRIBE_ORGANIZATION = of((c) => c.send(new DescribeOrganizationCommand({})));

export const LIST_ACCOUNTS = of(LIST, {
  InvalidInputException: (c) => c.send(new ListAccountsCommand({ MaxResults: 21 })),
});

export const LIST_ACCOUNTS_FOR_PARENT = of(
  (c) => c.send(new ListAccountsForParentCommand({ ParentId: NO_UNIT })),
  {
    InvalidInputException: (c) => c.send(new ListAccountsForParentCommand({ ParentId: 'x' })),
    ParentNotFoundException: (c) => c.send(new ListAccountsForParentCommand({ ParentId: NO_UNIT })),
  },
);

export const LIST_UNITS_FOR_PARENT = of(
  (c) => c.send(new ListOrganizationalUnitsForParentCommand({ ParentId: NO_UNIT })),
  {
    InvalidInputException: (c) => c.send(new ListOrganizationalUnitsForParentCommand({ ParentId: 'x' })),
    ParentNotFoundException: (c) =>
      c.send(new ListOrganizationalUnitsForParentCommand({ ParentId: NO_UNIT })),
  },
);

export const LIST_PARENTS = of((c) => c.send(new ListParentsCommand({ ChildId: NOBODY })), {
  ChildNotFoundException: (c) => c.send(new ListParentsCommand({ ChildId: NOBODY })),
  InvalidInputException: (c) => c.send(new ListParentsCommand({ ChildId: 'r-root' })),
});

export const LIST_ROOTS = of((c) => c.send(new ListRootsCommand({})), {
  InvalidInputException: (c) => c.send(new ListRootsCommand({ NextToken: 'made-up' })),
});

export const LIST_TAGS = of((c) => c.send(new ListTagsForResourceCommand({ ResourceId: NOBODY })), {
  InvalidInputException: (c) => c.send(new ListTagsForResourceCommand({ ResourceId: 'x' })),
  TargetNotFoundException: (c) => c.send(new ListTagsForResourceCommand({ ResourceId: NOBODY })),
});
