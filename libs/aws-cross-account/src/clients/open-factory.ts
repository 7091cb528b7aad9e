import { type Clock, systemClock } from '../credentials/clock.js';
import { CredentialCache } from '../credentials/credential-cache.js';
import { hubCredentials } from '../credentials/hub-credentials.js';
import { retrying } from '../credentials/retrying-source.js';
import { sessionSource } from '../credentials/session-source.js';
import { Sts } from '../credentials/sts.js';
import { Regions } from '../target/region.js';
import { TargetResolver } from '../target/target-resolver.js';
import { ClientBuilder } from './client-builder.js';
import { ClientCache } from './client-cache.js';
import { CrossAccountClientFactory } from './cross-account-client-factory.js';
import { checkOptions, type CrossAccountOptions } from './cross-account-options.js';
import { withDefaults } from './default-settings.js';
import { HubRole } from './hub-role.js';
import { Transport } from './transport.js';

/**
 * Checks the options and puts a factory together. Makes no network call: the first is made by the first request.
 *
 * @throws InvalidOptionError with the path of the option that is wrong
 */
export async function openFactory(
  options: CrossAccountOptions,
  clock: Clock = systemClock,
): Promise<CrossAccountClientFactory> {
  checkOptions(options);
  const regions = new Regions(options.additionalRegions);
  const settings = await withDefaults(options, regions);
  const hub = new HubRole(await hubCredentials(options.credentials), settings.region, regions);
  const transport = await Transport.open(options.requestHandler);
  const sts = new Sts(
    {
      region: options.sts?.region ?? settings.region,
      ...(options.sts?.endpoint === undefined ? {} : { endpoint: options.sts.endpoint }),
      credentials: hub.credentials,
      requestHandler: transport.forSts,
    },
    clock,
  );
  return new CrossAccountClientFactory({
    targets: new TargetResolver(settings, regions),
    credentials: new CredentialCache(
      retrying(sessionSource(sts, hub.credentials, options.accountOverrides), clock),
      clock,
    ),
    clients: new ClientCache(),
    builder: new ClientBuilder(options, transport),
    hub,
    transport,
  });
}
