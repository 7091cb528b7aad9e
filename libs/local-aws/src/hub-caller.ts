import type { Caller } from './policy/caller.js';
import type { WorldStore } from './world/world-store.js';

/** The hub's session. Its transitive tags are those that the world gives it at the moment. */
export function hubCaller(world: WorldStore): Caller {
  const { hub, hubSessionName } = world.current;
  return {
    accountId: hub.accountId,
    partition: hub.partition,
    roleId: hub.id,
    roleName: hub.name,
    roleArn: hub.arn,
    sessionName: hubSessionName,
    sessionArn: `arn:${hub.partition}:sts::${hub.accountId}:assumed-role/${hub.name}/${hubSessionName}`,
    chained: false,
    get transitiveTags() {
      return world.current.hubTags;
    },
  };
}
