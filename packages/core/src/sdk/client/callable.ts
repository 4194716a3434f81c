/** Makes a resource callable, because its name used to be a method. */
export function callable<R extends object, F extends (...args: never[]) => unknown>(resource: R, call: F): R & F {
  const get = (_call: F, key: string | symbol): unknown => {
    const member: unknown = Reflect.get(resource, key);
    return typeof member === 'function' ? (member.bind(resource) as unknown) : member;
  };
  return new Proxy(call, { get }) as R & F;
}
