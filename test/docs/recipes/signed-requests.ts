import { Injectable } from '@nestjs/common';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { AccountContext, CrossAccountClientFactory } from 'nestjs-aws-cross-account';

@Injectable()
export class SignedRequests {
  constructor(
    private readonly context: AccountContext,
    private readonly clients: CrossAccountClientFactory,
  ) {}

  /**
   * Sends a request, signed by the role of the account at hand.
   *
   * @param service the name that AWS signs for: `execute-api` for an API of API Gateway, `es` for a domain of OpenSearch
   */
  async send(
    service: string,
    address: string,
    { method = 'GET', body }: { method?: string; body?: string } = {},
  ) {
    const target = this.context.require();
    const { protocol, host, hostname, pathname, searchParams } = new URL(address);
    const signer = new SignatureV4({
      service,
      region: target.region,
      credentials: this.clients.getCredentials(target),
      sha256: Sha256,
    });
    const query = Object.fromEntries(searchParams);
    const request = { method, protocol, hostname, path: pathname, query, headers: { host }, body };
    const { headers } = await signer.sign(request);
    return fetch(address, { method, headers, body: body ?? null });
  }
}
