import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { HandlerFunction } from '../handlers/handler.js';
import { forbid, signedCode, whileFailing } from './provocations.js';
import type { Provocation, Provocations, Stage } from './provocations.js';
import { badSignatures, JSON_CODES } from './provoke-signed.js';
import { refusalOf } from './refusal.js';
import { jsonDraft } from './signed.js';

const TABLES: HandlerFunction = () => ({ TableNames: [] });

function draftOf({ aws }: Stage, operation = 'ListTables') {
  return jsonDraft(aws.url, `DynamoDB_20120810.${operation}`);
}

const adding =
  (provoke: Provocation): Provocation =>
  (stage) => {
    stage.aws.handle('dynamodb', 'ListTables', TABLES);
    return provoke(stage);
  };

const LIST: Provocation = async ({ clients }) =>
  (await refusalOf(clients.dynamodb().send(new ListTablesCommand({})))).name;

const faulty =
  (status: 500 | 503 | undefined): Provocation =>
  (stage) => {
    const { action } = stage.aws.handle('dynamodb', 'ListTables', TABLES);
    return whileFailing(stage, action, status, async () => LIST(stage));
  };

/** A signature that cannot be read does not say whose service it is for. */
const signatures = Object.entries(badSignatures('dynamodb', draftOf, JSON_CODES)).filter(
  ([code]) => code !== JSON_CODES.malformed,
);

export const ANYTHING_ADDED: Provocations = {
  ...Object.fromEntries(signatures.map(([code, provoke]) => [code, adding(provoke)])),
  AccessDeniedException: adding((stage) => {
    forbid(stage);
    return LIST(stage);
  }),
  InternalFailure: faulty(500),
  LocalAwsUnsupported: adding((stage) => signedCode(stage, draftOf(stage, 'GetItem'), undefined, 'dynamodb')),
  ServiceUnavailable: faulty(503),
  ThrottlingException: faulty(undefined),
};
