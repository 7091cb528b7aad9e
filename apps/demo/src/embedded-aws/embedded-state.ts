/** How the embedded AWS has been set. */
export interface EmbeddedState {
  readonly stsThrottles: boolean;
}
