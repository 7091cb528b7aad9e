import type { ArgumentsHost } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AwsCrossAccountExceptionFilter, type HttpProblem } from 'nestjs-aws-cross-account';
import { sendProblem } from './send-problem.js';

/** Answers and logs what the library's filter does, in the form of this service. */
@Injectable()
export class CrossAccountProblemsFilter extends AwsCrossAccountExceptionFilter {
  protected override reply(problem: HttpProblem, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(http.getRequest(), http.getResponse(), problem);
  }
}
