import { Injectable } from '@nestjs/common';
import { AccountContext } from 'nestjs-aws-cross-account';

/** One task at a time; each runs when the one before it is done. */
@Injectable()
export class TaskPool {
  private readonly tasks: (() => Promise<void>)[] = [];
  private isBusy = false;

  constructor(private readonly context: AccountContext) {}

  add<T>(task: () => Promise<T>): Promise<T> {
    const bound = this.context.bind(task);
    return new Promise((resolve, reject) => {
      this.tasks.push(() => bound().then(resolve, reject));
      if (!this.isBusy) void this.work();
    });
  }

  private async work() {
    this.isBusy = true;
    for (let task = this.tasks.shift(); task; task = this.tasks.shift()) await task();
    this.isBusy = false;
  }
}
