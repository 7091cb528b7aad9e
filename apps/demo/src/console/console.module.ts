import { Module } from '@nestjs/common';
import { accountSource } from './account-source.js';
import { ConsoleController } from './console.controller.js';
import { ConsoleWatch } from './console-watch.js';
import { RoleChecks } from './role-checks.js';

@Module({
  controllers: [ConsoleController],
  providers: [accountSource, RoleChecks, ConsoleWatch],
  exports: [accountSource, RoleChecks],
})
export class ConsoleModule {}
