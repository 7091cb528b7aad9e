export { CrossAccountHealthIndicator } from './terminus/cross-account-health-indicator.js';
export type { CrossAccountHealthOptions } from './terminus/health-options.js';
