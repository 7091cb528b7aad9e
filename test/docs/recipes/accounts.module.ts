import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import {
  Field,
  GqlExecutionContext,
  GraphQLModule,
  ID,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { AccountScoped, AwsCrossAccountModule } from 'nestjs-aws-cross-account';
import { BucketsService } from '../context/buckets.service.js';

const ACCOUNT_IDS = ['111122223333', '444455556666'];

@ObjectType()
export class Account {
  @Field(() => ID)
  readonly id!: string;
}

@Resolver(() => Account)
export class AccountResolver {
  constructor(private readonly buckets: BucketsService) {}

  @Query(() => [Account])
  accounts(): Account[] {
    return ACCOUNT_IDS.map((id) => ({ id }));
  }

  /** Each works in the account that it is a field of, all at once. */
  @ResolveField(() => [String])
  @AccountScoped({ accountId: (context) => GqlExecutionContext.create(context).getRoot<Account>().id })
  bucketNames(@Parent() _account: Account) {
    return this.buckets.names();
  }
}

@Module({
  imports: [
    AwsCrossAccountModule.forRoot({
      roleName: 'inventory-reader',
      access: { allowedAccounts: ACCOUNT_IDS },
    }),
    GraphQLModule.forRoot<ApolloDriverConfig>({
      driver: ApolloDriver,
      autoSchemaFile: true,
      // Without this, @AccountScoped on a field does nothing.
      fieldResolverEnhancers: ['interceptors'],
    }),
  ],
  providers: [AccountResolver, BucketsService],
})
export class AccountsModule {}
