interface Members {
  readonly methods: Readonly<Record<string, (...args: unknown[]) => unknown>>;
  /** A property that is set replaces its getter, on the object that it is set on. */
  readonly getters: Readonly<Record<string, () => unknown>>;
}

/** An object to inherit from, with the members of a prototype and these in front of them; none shows when it is printed. */
export function inherited(prototype: object, { methods, getters }: Members): object {
  const base = Object.create(prototype) as object;
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(base, name, { value, writable: true, configurable: true });
  }
  for (const [name, get] of Object.entries(getters)) {
    Object.defineProperty(base, name, {
      get,
      set(this: object, value: unknown) {
        const enumerable = true;
        Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable });
      },
      configurable: true,
    });
  }
  return base;
}
