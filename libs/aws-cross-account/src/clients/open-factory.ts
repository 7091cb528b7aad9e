import { type Clock, systemClock } from '../credentials/clock.js';
import { CredentialCache } from '../credentials/credential-cache.js';
import { hubCredentials } from '../credentials/hub-credentials.js';
import { retrying } from '../credentials/retrying-source.js';
import { sessionSource } from '../credentials/session-source.js';
import { Sts } from '../credentials/sts.js';
import { InvalidOptionError } from '../errors/option.errors.js';
import { Regions } from '../target/region.js';
import { sessionKey } from '../target/role-session.js';
import { TargetResolver, type TargetSettings } from '../target/target-resolver.js';
import { ClientBuilder } from './client-builder.js';
import { ClientCache } from './client-cache.js';
import { CrossAccountClientFactory } from './cross-account-client-factory.js';
import { checkedCopy, type CrossAccountOptions } from './cross-account-options.js';
import { withDefaults } from './default-settings.js';
import { HubRole } from './hub-role.js';
import { Transport } from './transport.js';

/**
 * Checks the options and puts a factory together. Makes no network call: the first is made by the first request.
 *
 * @throws InvalidOptionError with the path of the option that is wrong
 */
export async function openFactory(
  given: CrossAccountOptions,
  clock: Clock = systemClock,
): Promise<CrossAccountClientFactory> {
  const options = checkedCopy(given);
  const regions = new Regions(options.additionalRegions);
  const settings = await withDefaults(options, regions);
  const hub = new HubRole(
    await hubCredentials(options.credentials, clock),
    settings.region,
    settings.partition,
    regions,
  );
  checkStsPartition(options, settings, regions);
  const targets = new TargetResolver(settings, regions);
  const transport = await Transport.open(options.requestHandler);
  const sts = new Sts(
    {
      region: options.sts?.region ?? settings.region,
      ...(options.sts?.endpoint === undefined ? {} : { endpoint: options.sts.endpoint }),
      requestHandler: transport.forSts,
    },
    hub.credentials,
    clock,
  );
  const source = sessionSource(sts, hub.credentials, options.accountOverrides ?? {}, clock, async (via) =>
    (await credentials.get(sessionKey(via), via)).toIdentity(),
  );
  const credentials: CredentialCache = new CredentialCache(retrying(source, clock), clock);
  return new CrossAccountClientFactory({
    targets,
    credentials,
    clients: new ClientCache(),
    builder: new ClientBuilder(options, transport),
    hub,
    transport,
  });
}

function checkStsPartition(
  { sts }: CrossAccountOptions,
  { partition }: TargetSettings,
  regions: Regions,
): void {
  const actual = sts?.region === undefined ? partition : regions.partitionOf(sts.region);
  if (actual === partition) return;
  throw new InvalidOptionError(
    'sts.region',
    `region ${sts?.region} is in partition ${actual}, but the hub role is in ${partition}. Give a region of ${partition}.`,
  );
}
