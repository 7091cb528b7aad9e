import type { World } from 'local-aws-accounts';
import { ServerProcess } from '../../support/server-process.js';
import { python, pythonEnvironment } from './python.js';

/** The account of every key that moto did not hand out itself. */
export const MOTO_ACCOUNT = '123456789012';

/** moto's AWS, as its own `moto_server` command runs it. */
export class MotoServer {
  private constructor(
    private readonly server: ServerProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<MotoServer> {
    const server = new ServerProcess({
      command: python(),
      args: ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'],
      env: pythonEnvironment(),
      listening: /Running on (http:\/\/\S+)/,
    });
    return new MotoServer(server, await server.listening());
  }

  /** What a user of the SDK sets to reach it: an endpoint, a region, and keys that nobody checks. */
  get env(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'dummy',
      AWS_SECRET_ACCESS_KEY: 'dummy',
    };
  }

  /** Forgets everything, and makes the roles of these accounts. */
  async reset(accounts: World['accounts'] = {}): Promise<void> {
    await this.#post('/moto-api/reset', {});
    for (const [accountId, { roles = {} }] of Object.entries(accounts)) {
      for (const [name, { trust }] of Object.entries(roles)) await this.#createRole(accountId, name, trust);
    }
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }

  /** moto takes the account from a header of its own, and the service from a signature that it does not check. */
  #createRole(accountId: string, RoleName: string, trust: object): Promise<void> {
    const body = new URLSearchParams({
      Action: 'CreateRole',
      Version: '2010-05-08',
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify(trust),
    });
    const authorization =
      'AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=any';
    return this.#post('/', { headers: { authorization, 'x-moto-account-id': accountId }, body });
  }

  async #post(path: string, request: RequestInit): Promise<void> {
    const response = await fetch(this.url + path, { method: 'POST', ...request });
    const text = await response.text();
    if (!response.ok) throw new RangeError(`moto answered ${response.status} to ${path}: ${text}`);
  }
}
