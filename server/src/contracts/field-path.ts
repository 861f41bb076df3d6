import { z } from 'zod';

/** A field of a type, or of the one entry that it relates to: `phone`, `customer.phone`. */
export const fieldPath = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)?$/, 'a field, for example phone or customer.phone');
