import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import { answerOf, problemsOf } from './health-answer.js';
import { type CrossAccountHealthOptions, healthSettings } from './health-options.js';

/**
 * Says to Terminus whether requests for other accounts can be answered. List it among the providers of the module of your health
 * controller, which imports `TerminusModule`.
 *
 * It answers from what the factory knows, and asks STS only where the option `probe` says so.
 */
@Injectable()
export class CrossAccountHealthIndicator {
  constructor(
    private readonly factory: CrossAccountClientFactory,
    private readonly indicators: HealthIndicatorService,
  ) {}

  /**
   * @param key what it is called in the answer
   * @throws InvalidOptionError; what fails at AWS is part of the answer
   */
  async check<Key extends string>(
    key: Key,
    options: CrossAccountHealthOptions = {},
  ): Promise<HealthIndicatorResult<Key>> {
    const settings = healthSettings(options);
    // How it went is in the health.
    if (settings.probe) await this.factory.probe(settings.probeSeconds * 1_000).catch(() => undefined);
    const health = this.factory.health();
    const problems = problemsOf(health, settings);
    const answer = answerOf(health, settings);
    const indicator = this.indicators.check(key);
    return problems.length === 0 ? indicator.up(answer) : indicator.down({ ...answer, problems });
  }
}
