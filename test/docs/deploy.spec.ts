import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../apps/demo/src/settings/demo-settings.js';
import { codeRows, fencedBlocks, readDocument } from './fenced-blocks.js';

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly replicas: number;
    readonly selector: { readonly matchLabels: object };
    readonly ports: readonly { readonly targetPort: string }[];
    readonly template: {
      readonly metadata: { readonly labels: object };
      readonly spec: {
        readonly serviceAccountName: string;
        readonly terminationGracePeriodSeconds: number;
        readonly containers: readonly [
          {
            readonly env: readonly Variable[];
            readonly ports: readonly { name: string; containerPort: number }[];
          },
        ];
      };
    };
  };
}

/** The reader of YAML that Swagger brings with it. */
const swagger = createRequire(import.meta.url).resolve('@nestjs/swagger');
const { loadAll } = createRequire(swagger)('js-yaml') as { loadAll: (text: string) => Manifest[] };

const manifests = (file: string): Manifest[] => loadAll(readDocument(`deploy/${file}`));
const [deployment, service] = manifests('kubernetes.yaml');
const pod = deployment?.spec.template.spec;
const variables = pod?.containers[0].env ?? [];
const valueOf = (name: string): string | undefined => variables.find((one) => one.name === name)?.value;

describe('the manifests for Kubernetes', () => {
  it('are a deployment and the service in front of it', () => {
    expect([deployment, service].map((one) => `${one?.apiVersion} ${one?.kind}`)).toEqual([
      'apps/v1 Deployment',
      'v1 Service',
    ]);
    const labels = deployment?.spec.template.metadata.labels;
    expect(deployment?.spec.selector.matchLabels).toEqual(labels);
    expect(service?.spec.selector).toEqual(labels);
    expect(service?.spec.ports[0]?.targetPort).toBe(pod?.containers[0].ports[0]?.name);
    expect(pod?.containers[0].ports[0]?.containerPort).toBe(readSettings({}).port);
  });

  it.each(['service-account-irsa.yaml', 'service-account-pod-identity.yaml'])(
    'have the service account of the deployment in %s',
    (file) => {
      expect(manifests(file)).toHaveLength(1);
      expect(manifests(file)[0]).toMatchObject({
        kind: 'ServiceAccount',
        metadata: { name: pod?.serviceAccountName },
      });
    },
  );

  it('name a role for IRSA alone', () => {
    const annotations = (file: string): object => manifests(file)[0]?.metadata.annotations ?? {};
    expect(annotations('service-account-irsa.yaml')).toMatchObject({
      'eks.amazonaws.com/role-arn': expect.stringMatching(/^arn:aws:iam::\d{12}:role\/[\w-]+$/),
    });
    expect(annotations('service-account-pod-identity.yaml')).toEqual({});
  });

  it('set only variables that the demo and the library know', () => {
    const known = new Set(['LOCAL_AWS', 'HOST', 'AWS_REGION', 'DEMO_API_KEYS', 'DEMO_REQUESTS_PER_MINUTE']);
    for (const [name = ''] of codeRows('README.md')) known.add(name);
    expect(variables.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    const environment = Object.fromEntries(
      variables.map(({ name, value = 'a-key-of-some-length=alice' }) => [name, value]),
    );
    expect(readSettings(environment)).toMatchObject({ localAws: false, requestsPerMinute: 600 });
  });

  it('take keys from a secret, wait longer than a shutdown may take, and let replicas share what STS allows', () => {
    const secrets = variables.filter(({ valueFrom }) => valueFrom).map(({ name }) => name);
    expect(secrets).toEqual(['DEMO_API_KEYS']);
    const seconds = Number(valueOf('AWS_CROSS_ACCOUNT_SHUTDOWN_SECONDS'));
    expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(seconds);
    expect(Number(valueOf('AWS_CROSS_ACCOUNT_STS_REPLICAS'))).toBe(deployment?.spec.replicas);
  });
});

describe('the trust policies of the hub role', () => {
  it('are JSON, of web identity and of Pod Identity', () => {
    const policies = fencedBlocks('deploy/README.md')
      .filter(({ language }) => language === 'json')
      .map(({ text }) => JSON.parse(text) as { Statement: [{ Action: unknown }] });
    expect(policies.map(({ Statement }) => Statement[0].Action)).toEqual([
      'sts:AssumeRoleWithWebIdentity',
      ['sts:AssumeRole', 'sts:TagSession'],
    ]);
  });
});

describe('the Dockerfile', () => {
  it('starts the file that the build leaves, as nobody in particular', () => {
    const file = readDocument('deploy/Dockerfile');
    expect(file).toContain('CMD ["node", "dist/apps/demo/main.js"]');
    expect(file.indexOf('USER node')).toBeGreaterThan(file.lastIndexOf('FROM'));
  });
});
