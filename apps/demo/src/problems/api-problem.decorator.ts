import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ProblemDto } from './problem.dto.js';
import { PROBLEM_JSON } from './send-problem.js';

/** Documents an answer by problem details. */
export function ApiProblem(status: number, description: string): MethodDecorator & ClassDecorator {
  const content = { [PROBLEM_JSON]: { schema: { $ref: getSchemaPath(ProblemDto) } } };
  return applyDecorators(ApiExtraModels(ProblemDto), ApiResponse({ status, description, content }));
}
