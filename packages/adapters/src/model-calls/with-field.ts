/**
 * Returns a proxy of an object that has another value in one field, for tools whose functions are recorded. Methods are
 * called on the object itself. A frozen field keeps its value.
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
