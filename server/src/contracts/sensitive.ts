import { z } from 'zod';
import { id, instant } from './common';

/** Why a field deserves special care: the special categories of the law, and whatever else a company treats so. */
export const sensitiveKind = z.enum([
  'health',
  'belief',
  'ethnic-origin',
  'political-opinion',
  'sexual-life',
  'biometric',
  'union-membership',
  'criminal-record',
  'other',
]);
export type SensitiveKind = z.infer<typeof sensitiveKind>;

/** What a sensitive field may be allowed for, each by a reason of its own. */
export const sensitiveUse = z.enum(['messages', 'segments', 'exports']);
export type SensitiveUse = z.infer<typeof sensitiveUse>;

/** The shortest reason that tells anything. */
export const REASON_LEAST = 10;

/** Why a sensitive field is used, as it is typed. */
export const sensitiveReason = z
  .string()
  .trim()
  .min(REASON_LEAST, `Say why, in at least ${REASON_LEAST} characters.`)
  .max(500);

/** A profile field by its key, or a field of a linked content type. */
export const sensitiveField = z.discriminatedUnion('on', [
  z.object({ on: z.literal('custom'), key: z.string().min(1).max(40) }),
  z.object({
    on: z.literal('record'),
    type: z.string().min(1).max(120),
    key: z.string().min(1).max(120),
  }),
]);
export type SensitiveField = z.infer<typeof sensitiveField>;

/** POST /sensitive-uses: allows a marked field for one use. */
export const allowSensitiveBody = z.object({
  field: sensitiveField,
  use: sensitiveUse,
  reason: sensitiveReason,
});
export type AllowSensitiveBody = z.infer<typeof allowSensitiveBody>;

/** An allowance as it was given; it stays as proof after it is withdrawn. */
export const sensitiveAllowance = z.object({
  id,
  field: sensitiveField,
  use: sensitiveUse,
  reason: z.string(),
  by: z.string(),
  at: instant,
  withdrawnBy: z.string().nullable(),
  withdrawnAt: instant.nullable(),
});
export type SensitiveAllowance = z.infer<typeof sensitiveAllowance>;

/** GET /sensitive-uses: newest first. DELETE /sensitive-uses/:id withdraws one. */
export const sensitiveUsesResult = z.object({ allowances: z.array(sensitiveAllowance) });
export type SensitiveUsesResult = z.infer<typeof sensitiveUsesResult>;
