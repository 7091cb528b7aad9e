import { Controller, Get, Module } from '@nestjs/common';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import { CrossAccountHealthIndicator } from 'nestjs-aws-cross-account/terminus';

@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly accounts: CrossAccountHealthIndicator,
  ) {}

  @Get('ready')
  @HealthCheck()
  ready() {
    return this.health.check([() => this.accounts.check('aws', { probe: true })]);
  }
}

@Module({
  imports: [TerminusModule],
  controllers: [HealthController],
  providers: [CrossAccountHealthIndicator],
})
export class HealthModule {}
