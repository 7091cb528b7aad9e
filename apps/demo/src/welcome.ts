import { EXAMPLE_NOTES } from './embedded-aws/example-organization.js';
import type { EmbeddedAws } from './embedded-aws/embedded-aws.js';

/** What the demo says once it listens. */
export function welcome(url: string, aws: EmbeddedAws | undefined): string {
  const text = aws ? embeddedText(url, aws) : realText(url);
  return `\n${text.join('\n')}\n`;
}

function embeddedText(url: string, { world, roleName, url: awsUrl }: EmbeddedAws): string[] {
  const { hub, accounts } = world;
  return [
    `The demo listens on ${url}`,
    '',
    `No AWS account is needed: an embedded AWS runs in this process, at ${awsUrl}, with an example`,
    `organization of a hub and ${Object.keys(accounts).length - 1} more accounts. The service is the role ${hub.roleName} of hub account`,
    `${hub.accountId}, and assumes the role ${roleName} in each account that it is asked about.`,
    '',
    line(`${url}/`, 'the console: every account at a glance, to open in a browser'),
    '',
    'Buckets of some of them, each read with a client of its own assumed role:',
    ...Object.entries(EXAMPLE_NOTES).map(([id, note]) =>
      line(`${url}/accounts/${id}/buckets`, `${accounts[id]?.name}: ${note}`),
    ),
    line(`${url}/accounts/111122223333/buckets?region=us-east-1`, 'Payments, in one region'),
    '',
    'Buckets of all accounts, each as soon as it is known:',
    line(`curl -N -X POST ${url}/sweep/buckets`, 'one line for each, and a summary by error code'),
    '',
    'And also:',
    ...commonLines(url),
    line(`${url}/docs`, 'the API, to try in a browser'),
    '',
    'Stop with Ctrl+C. For real accounts start with LOCAL_AWS=off: README.md says what that needs.',
  ];
}

function realText(url: string): string[] {
  return [
    `The demo listens on ${url} and works in real AWS accounts.`,
    'Every request needs one of the keys of DEMO_API_KEYS in the header x-api-key.',
    '',
    line(`${url}/`, 'the console, which asks for the key'),
    line(`${url}/accounts/<account id>/buckets`, 'buckets of an account'),
    line(
      `POST ${url}/sweep/buckets`,
      'buckets of all accounts, if AWS_CROSS_ACCOUNT_DIRECTORY says which there are',
    ),
    ...commonLines(url),
    line(`${url}/docs-json`, 'the API, as an OpenAPI document'),
  ];
}

function commonLines(url: string): string[] {
  return [
    line(`${url}/buckets`, "the hub account's own buckets"),
    line(`${url}/inventory`, 'what a cron job counted with the same service; POST runs it now'),
    line(`${url}/cache`, 'how often clients and credentials were reused'),
  ];
}

function line(url: string, note: string): string {
  return `  ${url}\n      ${note}`;
}
