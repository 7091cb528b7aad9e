import { Readable } from 'node:stream';
import type { AwsCredentialIdentity, HttpRequest, RequestHandlerOutput } from '@smithy/types';

/** What of a signed request these tests look at. */
export interface SeenRequest {
  readonly accessKeyId: string | undefined;
  readonly sessionToken: string | undefined;
  readonly hostname: string;
  /** As the signature says, in milliseconds since the epoch. */
  readonly signedAt: number;
  readonly abortSignal: unknown;
}

/** Stands where a client's HTTP handler stands; answers with these statuses in turn, and with 200 after them. */
export class ScriptedHandler {
  readonly seen: SeenRequest[] = [];
  destroyed = 0;

  constructor(
    private readonly statuses: number[] = [],
    private readonly error = s3Error('InternalError'),
  ) {}

  readonly handle = (
    { headers, hostname }: HttpRequest,
    { abortSignal }: { abortSignal?: unknown } = {},
  ): Promise<RequestHandlerOutput<object>> => {
    const [, accessKeyId] = /Credential=(\w+)\//.exec(headers.authorization ?? '') ?? [];
    this.seen.push({
      accessKeyId,
      sessionToken: headers['x-amz-security-token'],
      hostname,
      signedAt: readAmzDate(headers['x-amz-date'] ?? ''),
      abortSignal,
    });
    const statusCode = this.statuses.shift() ?? 200;
    const body = statusCode === 200 ? ANSWER : this.error;
    return Promise.resolve({
      response: { statusCode, headers: {}, body: Readable.from([Buffer.from(body)]) },
    });
  };

  get accessKeyIds(): (string | undefined)[] {
    return this.seen.map(({ accessKeyId }) => accessKeyId);
  }

  destroy(): void {
    this.destroyed += 1;
  }
}

const ANSWER = '<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>';

/** `20261231T235959Z` */
function readAmzDate(text: string): number {
  return Date.parse(text.replace(/^(.{4})(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
}

export const s3Error = (code: string): string => `<Error><Code>${code}</Code><Message>no</Message></Error>`;
export const stsError = (code: string): string => `<ErrorResponse>${s3Error(code)}</ErrorResponse>`;

/** Answers AKIA1, AKIA2, … in turn, each with an hour to live. */
export class CountingProvider {
  asked = 0;

  readonly provide = (): Promise<AwsCredentialIdentity> => {
    this.asked += 1;
    return Promise.resolve({
      accessKeyId: `AKIA${this.asked}`,
      secretAccessKey: 'secret',
      sessionToken: `token-${this.asked}`,
      expiration: new Date(Date.now() + 3_600_000),
      accountId: '111122223333',
    });
  };

  /** The same, with the flag that says that it keeps its own answers. */
  readonly memoized = Object.assign(() => this.provide(), { memoized: true });
}
