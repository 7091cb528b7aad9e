import { Module } from '@nestjs/common';
import {
  awsCrossAccountConfig,
  AwsCrossAccountModule,
  OrganizationsAccountDirectory,
} from 'nestjs-aws-cross-account';
import { BucketInventory } from './bucket-inventory.js';

@Module({
  imports: [
    AwsCrossAccountModule.forRootAsync({
      useFactory: () => {
        const { directory = new OrganizationsAccountDirectory(), ...options } = awsCrossAccountConfig();
        return { ...options, directory };
      },
    }),
  ],
  providers: [BucketInventory],
})
export class InventoryModule {}
