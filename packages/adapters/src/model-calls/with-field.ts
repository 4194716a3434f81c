/**
 * Returns a proxy of an object with one other field, for tools whose functions are recorded. Methods run on the object
 * itself. A frozen field stays as it is.
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
