import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Injectable } from '@nestjs/common';
import { InjectAccountClient } from 'nestjs-aws-cross-account';

/** Reads as the role of the context, and writes as another role of the same account. */
@Injectable()
export class NotesService {
  constructor(
    @InjectAccountClient(S3Client) private readonly reader: S3Client,
    @InjectAccountClient(S3Client, { roleName: 'inventory-writer' }) private readonly writer: S3Client,
  ) {}

  async read(Bucket: string, Key: string) {
    const { Body } = await this.reader.send(new GetObjectCommand({ Bucket, Key }));
    return Body?.transformToString();
  }

  async write(Bucket: string, Key: string, text: string) {
    await this.writer.send(new PutObjectCommand({ Bucket, Key, Body: text }));
  }
}
