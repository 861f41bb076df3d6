import { yup } from '@strapi/utils';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly handler: unknown;
  readonly config?: unknown;
}
interface Schema {
  validateSync(value: unknown, options?: object): unknown;
}

/** Routes that were found right; as long as the worker lives, while Strapi's yup is new for each file. */
const RIGHT = Symbol.for('whatsapp.tests.known-routes');
const rightOnes = (): Set<string> => {
  const kept = globalThis as { [RIGHT]?: Set<string> };
  return (kept[RIGHT] ??= new Set());
};

const isRoute = (value: unknown): value is Route =>
  typeof value === 'object' && value !== null && 'handler' in value && 'path' in value;

const keyOf = ({ method, path, handler, config }: Route): string =>
  JSON.stringify([method, path, typeof handler === 'string' ? handler : 'function', config]);

/**
 * Strapi checks the form of each of its routes, and of ours, at every start: a third of the time of one. A route that was
 * found right is not checked again in this worker as long as it is the same.
 */
export const rememberRoutes = (): void => {
  const schema = Object.getPrototypeOf(yup.object()) as Schema;
  if (Object.hasOwn(schema, RIGHT)) return;
  const right = rightOnes();
  const validate = schema.validateSync;
  Object.assign(schema, {
    [RIGHT]: right,
    validateSync(this: unknown, value: unknown, options?: object) {
      const key = isRoute(value) ? keyOf(value) : null;
      if (key !== null && right.has(key)) return value;
      const result = validate.call(this, value, options);
      if (key !== null) right.add(key);
      return result;
    },
  });
};
