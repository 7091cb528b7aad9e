import {
  Body,
  Controller,
  ForbiddenException,
  HttpCode,
  Inject,
  NotFoundException,
  Optional,
  Post,
} from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CrossAccountClientFactory, OrganizationsAccountDirectory } from 'nestjs-aws-cross-account';
import { ACCOUNT_SOURCE, type AccountSource } from '../console/account-source.js';
import { CheckSummaryDto } from '../console/check.dto.js';
import { RoleChecks } from '../console/role-checks.js';
import { ApiProblem } from '../problems/api-problem.decorator.js';
import { EmbeddedAws } from './embedded-aws.js';
import { NewAccountDto, NewAccountOrderDto, StsOrderDto, TrustOrderDto } from './embedded-order.dto.js';
import { readNewAccountOrder, readStsOrder, readTrustOrder } from './read-embedded-order.js';

/** To see the library at work. Real accounts are never changed: without the embedded AWS all of this is refused. */
@ApiTags('embedded AWS')
@ApiProblem(400, 'A field is malformed; field says which')
@ApiProblem(403, 'There is no embedded AWS (EMBEDDED_AWS_ONLY)')
@Controller('embedded')
export class EmbeddedAwsController {
  constructor(
    private readonly factory: CrossAccountClientFactory,
    private readonly checks: RoleChecks,
    @Inject(ACCOUNT_SOURCE) private readonly source: AccountSource,
    @Optional() private readonly embedded?: EmbeddedAws,
  ) {}

  @Post('trust')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Breaks or repairs the trust of an account, as somebody there might',
    description: 'Its session is forgotten, as if its time were over, and the role is assumed anew.',
  })
  @ApiBody({ type: TrustOrderDto })
  @ApiOkResponse({ type: CheckSummaryDto })
  @ApiProblem(404, 'There is no such account')
  async trust(@Body() body: unknown): Promise<CheckSummaryDto> {
    const aws = this.#aws;
    const { accountId, trusted } = readTrustOrder(body);
    if (!aws.setTrust(accountId, trusted)) throw noSuchAccount(accountId);
    this.factory.invalidateAccount(accountId);
    return this.checks.run({ accountIds: [accountId] });
  }

  @Post('sts')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lets STS throttle, or not, and then assumes all roles anew' })
  @ApiBody({ type: StsOrderDto })
  @ApiOkResponse({ type: CheckSummaryDto })
  sts(@Body() body: unknown): Promise<CheckSummaryDto> {
    const aws = this.#aws;
    aws.setStsThrottles(readStsOrder(body).throttles);
    return this.checks.run({ fresh: true });
  }

  @Post('accounts')
  @ApiOperation({ summary: 'Lets an account join the organization, with the role and a bucket' })
  @ApiBody({ type: NewAccountOrderDto })
  @ApiCreatedResponse({ type: NewAccountDto })
  async add(@Body() body: unknown): Promise<NewAccountDto> {
    const aws = this.#aws;
    const account = aws.addAccount(readNewAccountOrder(body).name);
    if (this.source instanceof OrganizationsAccountDirectory) await this.source.refresh();
    await this.checks.run({ accountIds: [account.id] });
    return account;
  }

  get #aws(): EmbeddedAws {
    if (this.embedded) return this.embedded;
    throw new ForbiddenException({
      statusCode: 403,
      code: 'EMBEDDED_AWS_ONLY',
      message:
        'This changes the embedded AWS, and this service works in real accounts, which it never changes. To try it, start the demo without LOCAL_AWS=off.',
      retryable: false,
    });
  }
}

function noSuchAccount(accountId: string): NotFoundException {
  return new NotFoundException({
    statusCode: 404,
    code: 'NO_SUCH_ACCOUNT',
    message: `There is no account ${accountId} in the embedded AWS. Choose one of those that the console shows.`,
    retryable: false,
    accountId,
  });
}
