import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands where DynamoDB stands: every item has the id 1, every query a next page. It notes whose keys it was asked with. */
export class DynamoStub {
  readonly keys: string[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      const [, key = 'unsigned'] = /Credential=(\w+)\//.exec(request.headers.authorization ?? '') ?? [];
      this.keys.push(key);
      request.resume();
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(
        String(request.headers['x-amz-target']).endsWith('.Query')
          ? '{"Items":[{"id":{"N":"1"}}],"Count":1,"LastEvaluatedKey":{"id":{"N":"1"}}}'
          : '{"Item":{"id":{"N":"1"}}}',
      );
    });
  }

  static async start(): Promise<DynamoStub> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new DynamoStub(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}
