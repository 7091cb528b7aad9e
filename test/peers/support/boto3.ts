import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../architecture/source-files.js';
import type { Keys } from './keys.js';
import { python, pythonEnvironment } from './python.js';

/** A call as boto3 names things: `list_buckets` of `s3`, parameters in AWS's names. */
export interface Boto3Call {
  readonly service: 'account' | 'ec2' | 'organizations' | 's3' | 'sts';
  readonly operation: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly region?: string;
  /** Default: that of the environment. One that is `https:` is met without TLS, by requests made for TLS. */
  readonly endpoint?: string;
  /** For operations on files: fields of boto3's TransferConfig. `params.Fileobj` is what the file holds. */
  readonly transfer?: Readonly<Record<string, unknown>>;
  /** Default: those of the environment. */
  readonly keys?: Keys;
  /** Fields of botocore's Config. */
  readonly config?: Readonly<Record<string, unknown>>;
}

export type Boto3Fields = Record<string, unknown> & {
  readonly ResponseMetadata: { readonly HTTPStatusCode: number; readonly RequestId: string };
};

/** What AWS refused, as boto3's ClientError holds it. */
export type Boto3Error = Boto3Fields & { readonly Error: Readonly<Record<string, string>> };

/** A request as boto3 sent it, without its secrets. */
export interface Boto3Request {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

interface Reply {
  readonly answer?: unknown;
  readonly sent: readonly Boto3Request[];
  readonly error?: Boto3Error;
  readonly refused?: string;
}

/** boto3 in a Python process of its own. Calls are made one after the other. */
export class Boto3 {
  readonly #waiting: PromiseWithResolve[] = [];
  #stderr = '';

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    process.once('exit', () => child.kill('SIGKILL'));
    child.stderr.on('data', (chunk: Buffer) => (this.#stderr += chunk.toString()));
    createInterface({ input: child.stdout }).on('line', (line) => this.#waiting.shift()?.resolve(line));
    child.once('close', () => {
      for (const { reject } of this.#waiting) reject(new RangeError(`boto3 ended: ${this.#stderr}`));
    });
  }

  /** Starts it; `environment` says where AWS is, and who it is. */
  static start(environment: object): Boto3 {
    const script = join(ROOT, 'test/peers/boto3_client.py');
    return new Boto3(spawn(python(), [script], { env: { ...pythonEnvironment(), ...environment } }));
  }

  /** The fields of the answer; fails when there is none. */
  async call(call: Boto3Call): Promise<Boto3Fields> {
    return succeeded(await this.#ask(call)) as Boto3Fields;
  }

  /** The requests that a call is made of; fails when it fails. */
  async requests(call: Boto3Call): Promise<readonly Boto3Request[]> {
    const reply = await this.#ask(call);
    succeeded(reply);
    return reply.sent;
  }

  /** What the file holds after an operation on files; nothing after an upload. */
  async file(call: Boto3Call): Promise<string> {
    return succeeded(await this.#ask(call)) as string;
  }

  /** A presigned URL, good for a minute; of Signature Version 4 unless the config says otherwise. */
  async url(
    ClientMethod: string,
    Params: object,
    config: Boto3Call['config'] = { signature_version: 's3v4' },
  ): Promise<string> {
    const params = { ClientMethod, Params, ExpiresIn: 60 };
    const call = { service: 's3', operation: 'generate_presigned_url', params, config } as const;
    return succeeded(await this.#ask(call)) as string;
  }

  /** The answers to all requests of boto3's paginator. */
  async pages(call: Boto3Call): Promise<Boto3Fields[]> {
    return succeeded(await this.#ask({ ...call, pages: true })) as Boto3Fields[];
  }

  /** The error that AWS answered; fails when it answered something else. */
  async refusal(call: Boto3Call): Promise<Boto3Error> {
    const { error, ...reply } = await this.#ask(call);
    if (error === undefined) throw new RangeError(`AWS refused nothing: ${JSON.stringify(reply)}`);
    return error;
  }

  async close(): Promise<void> {
    const end = once(this.child, 'close');
    this.child.stdin.end();
    await end;
  }

  async #ask({ keys, ...call }: Boto3Call & { pages?: true }): Promise<Reply> {
    const line = await new Promise<string>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.child.stdin.write(`${JSON.stringify({ ...call, ...(keys && { keys: inPython(keys) }) })}\n`);
    });
    return JSON.parse(line) as Reply;
  }
}

interface PromiseWithResolve {
  readonly resolve: (line: string) => void;
  readonly reject: (error: Error) => void;
}

/** What programs look at in an error. */
export function seen({ Error: { Code }, ResponseMetadata }: Boto3Error): [number, string | undefined] {
  return [ResponseMetadata.HTTPStatusCode, Code];
}

function succeeded({ answer, error, refused }: Reply): unknown {
  if (answer === undefined) throw new RangeError(refused ?? `AWS refused: ${JSON.stringify(error)}`);
  return answer;
}

function inPython({ accessKeyId, secretAccessKey, sessionToken }: Keys): object {
  return {
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: secretAccessKey,
    aws_session_token: sessionToken,
  };
}
