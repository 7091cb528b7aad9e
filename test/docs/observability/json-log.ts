import { ConsoleLogger, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

export function createApplication(module: Type) {
  return NestFactory.create(module, { logger: new ConsoleLogger({ json: true }) });
}
