import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { Injectable } from '@nestjs/common';
import { CrossAccountClientFactory, InjectAccountClient, InjectHubClient } from 'nestjs-aws-cross-account';

@Injectable()
export class LogsService {
  constructor(
    @InjectAccountClient(S3Client, { accountId: '111122223333', region: 'eu-west-1' })
    private readonly logs: S3Client,
    @InjectHubClient(S3Client) private readonly own: S3Client,
    private readonly clients: CrossAccountClientFactory,
  ) {}

  listFixed() {
    return Promise.all([this.logs, this.own].map((s3) => s3.send(new ListBucketsCommand())));
  }

  listAny(accountIds: string[]) {
    const clients = accountIds.map((accountId) => this.clients.get(S3Client, { accountId }));
    return Promise.all(clients.map((s3) => s3.send(new ListBucketsCommand())));
  }
}
