import { BadRequestException } from '@nestjs/common';

/** A problem with one field of a request, in the form of those that the library answers. */
export function invalidField(field: string, message: string): BadRequestException {
  return new BadRequestException({
    statusCode: 400,
    code: 'INVALID_REQUEST',
    message,
    retryable: false,
    field,
  });
}
