import { z } from 'zod';
import { parseJson } from '../kernel/json';
import type { GraphErrorInput } from './errors';
import type { AnswerHeaders } from './transport';

/** Numbers that also come as text, in one form. */
const looseInt = z
  .union([z.number(), z.string().regex(/^-?\d{1,15}$/)])
  .transform((v) => Math.trunc(Number(v)))
  .nullish()
  .catch(null);
const looseText = z.string().nullish().catch(null);

const graphErrorShape = z.object({
  code: looseInt,
  error_subcode: looseInt,
  message: looseText,
  title: looseText,
  error_data: z
    .union([z.object({ details: looseText }), z.string().transform((details) => ({ details }))])
    .nullish()
    .catch(null),
  details: looseText,
  error_user_title: looseText,
  error_user_msg: looseText,
  fbtrace_id: looseText,
  is_transient: z.boolean().nullish().catch(null),
});

/**
 * Reads Meta's error out of an answer body `{"error": {…}}`. Null when there is no such envelope with a
 * code: then it was not Meta who spoke (a proxy, a load balancer), or the text is not whole.
 */
export const readEnvelope = (
  status: number,
  body: string,
  headers: AnswerHeaders = {}
): GraphErrorInput | null => {
  const parsed = z.object({ error: z.unknown() }).safeParse(parseJson(body));
  if (!parsed.success) return null;
  const error = readErrorObject(parsed.data.error, status);
  return error && { ...error, retryAfterMs: retryAfterMs(headers) };
};

/** Reads one error object: of an envelope, of `statuses[].errors[]` or of `value.errors[]`. Null without a code. */
export const readErrorObject = (value: unknown, status = 0): GraphErrorInput | null => {
  const parsed = graphErrorShape.safeParse(value);
  if (!parsed.success || parsed.data.code === null || parsed.data.code === undefined) return null;
  const e = parsed.data;
  return {
    status,
    code: parsed.data.code,
    subcode: e.error_subcode ?? null,
    message: e.message ?? e.title ?? null,
    details: e.error_data?.details ?? e.details ?? null,
    userTitle: e.error_user_title ?? null,
    userMessage: e.error_user_msg ?? null,
    fbtraceId: e.fbtrace_id ?? null,
    transient: e.is_transient ?? false,
  };
};

const usageShape = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.coerce.number().nonnegative().catch(0) }))
);

/** The longest wait that the headers ask for: `Retry-After` counts seconds, Meta's usage header minutes. */
export const retryAfterMs = (headers: AnswerHeaders): number | null => {
  const seconds = Number(headers['retry-after'] ?? 'none');
  const byHeader = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : 0;
  const usage = usageShape.safeParse(parseJson(headers['x-business-use-case-usage'] ?? ''));
  const minutes = usage.success
    ? Object.values(usage.data).flatMap((list) =>
        list.map((u) => u.estimated_time_to_regain_access)
      )
    : [];
  const wait = Math.max(byHeader, ...minutes.map((m) => m * 60_000));
  return wait > 0 ? wait : null;
};
