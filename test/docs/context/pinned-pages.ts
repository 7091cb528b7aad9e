import { paginateListBuckets, S3Client } from '@aws-sdk/client-s3';
import { Injectable } from '@nestjs/common';
import { AccountContext, CrossAccountClientFactory } from 'nestjs-aws-cross-account';

@Injectable()
export class PinnedPages {
  constructor(
    private readonly context: AccountContext,
    private readonly clients: CrossAccountClientFactory,
  ) {}

  /** Pages of the account of whoever calls this, whoever reads them, and whenever. */
  begin() {
    const client = this.clients.get(S3Client, this.context.require());
    return paginateListBuckets({ client, pageSize: 1 }, {});
  }
}
