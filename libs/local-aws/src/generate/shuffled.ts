/** The numbers from 0 to `length` - 1 in an order that depends on the seed alone. */
export function shuffled(length: number, seed: number): number[] {
  const numbers = Array.from({ length }, (_, i) => i);
  const random = generator(seed);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [numbers[i], numbers[j]] = [numbers[j] ?? 0, numbers[i] ?? 0];
  }
  return numbers;
}

/** A linear congruential generator with the constants of Numerical Recipes: numbers from 0 up to 1. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
