/**
 * The same object for all who ask it, but for one field: for tools, whose functions are to be recorded. Its methods run
 * on the object itself. A field that is frozen stays as it is.
 */
export function withField<T extends object>(target: T, field: string, value: unknown): T {
  return new Proxy(target, {
    get(inner, key) {
      const own = Reflect.getOwnPropertyDescriptor(inner, key);
      const before: unknown = Reflect.get(inner, key, inner);
      if (own !== undefined && own.configurable === false && own.writable !== true) return before;
      if (key === field) return value;
      return typeof before === 'function' ? (before.bind(inner) as unknown) : before;
    },
  });
}
