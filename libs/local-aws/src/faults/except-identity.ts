/** Who one is can always be asked: no policy denies it, and it is answered where STS is off. */
export function exceptIdentity(action: string): boolean {
  return action !== 'sts:GetCallerIdentity';
}
