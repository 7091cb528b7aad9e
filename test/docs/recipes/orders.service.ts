import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Injectable } from '@nestjs/common';
import { InjectAccountClient, wrapClient } from 'nestjs-aws-cross-account';

export const DocumentClient = wrapClient({
  client: DynamoDBClient,
  as: DynamoDBDocumentClient,
  wrap: (client) => DynamoDBDocumentClient.from(client),
});

@Injectable()
export class OrdersService {
  constructor(@InjectAccountClient(DocumentClient) private readonly documents: DynamoDBDocumentClient) {}

  async find(id: number) {
    const { Item } = await this.documents.send(new GetCommand({ TableName: 'orders', Key: { id } }));
    return Item;
  }
}
