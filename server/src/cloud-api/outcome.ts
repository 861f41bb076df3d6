import { z } from 'zod';
import { parseJson } from '../kernel/json';
import { readEnvelope, retryAfterMs } from './envelope';
import { classifyGraphError, type ClassifyContext, type GraphError } from './errors';
import type { NoAnswerReason, RawResult } from './transport';

export type UncertainReason = NoAnswerReason | 'no-envelope' | 'success-without-id' | 'redirect';

export type NotSentReason = NoAnswerReason | 'invalid-request';

/** What is known after one call to `/messages`. There is no other answer than these five. */
export type SendOutcome =
  | {
      kind: 'accepted';
      wamid: string;
      waId: string | null;
      /** Business-scoped user id, when Meta told it. */
      userId: string | null;
      /** Meta holds it back until it has judged the template (pacing); it may still be dropped. */
      held: boolean;
      paused: boolean;
    }
  /** Meta said no: it was certainly not accepted. */
  | { kind: 'refused'; certain: true; error: GraphError }
  /** Meta failed while handling it: very likely not accepted. */
  | { kind: 'probable'; error: GraphError }
  /** No byte left this machine. */
  | { kind: 'not-sent'; why: NotSentReason; field?: string }
  /** Nobody knows whether it was accepted: never send again without a person or a policy. */
  | { kind: 'uncertain'; why: UncertainReason; status: number | null };

const acceptedShape = z.object({
  contacts: z
    .array(
      z.object({
        wa_id: z.string().nullish().catch(null),
        user_id: z.string().nullish().catch(null),
      })
    )
    .nullish()
    .catch(null),
  messages: z
    .array(z.object({ id: z.string().min(1), message_status: z.string().nullish().catch(null) }))
    .min(1),
});

/** Meta's own words for "something broke here": whatever the HTTP status, acceptance is not excluded. */
const BROKEN_INSIDE = new Set([1, 2, 131000, 131016, 133004]);

/** The decision table of a call's outcome (engine 10). Pure and total. */
export const decideOutcome = (raw: RawResult, context: ClassifyContext = {}): SendOutcome => {
  if (raw.kind === 'no-answer') {
    return raw.bytesWritten === 'none'
      ? { kind: 'not-sent', why: raw.reason }
      : { kind: 'uncertain', why: raw.reason, status: null };
  }
  if (raw.status >= 200 && raw.status < 300) return decideSuccess(raw.status, raw.body);
  const said = readEnvelope(raw.status, raw.body, raw.headers);
  if (said) return decideRefusal(classifyGraphError(said, { target: 'number', ...context }));
  if (raw.status === 429) {
    const wait = retryAfterMs(raw.headers);
    const error = classifyGraphError({ status: 429, code: null, retryAfterMs: wait }, context);
    return { kind: 'refused', certain: true, error };
  }
  const why = raw.status >= 300 && raw.status < 400 ? 'redirect' : 'no-envelope';
  return { kind: 'uncertain', why, status: raw.status };
};

const decideSuccess = (status: number, body: string): SendOutcome => {
  const parsed = acceptedShape.safeParse(parseJson(body));
  const message = parsed.success ? parsed.data.messages[0] : undefined;
  if (!parsed.success || !message) return { kind: 'uncertain', why: 'success-without-id', status };
  const contact = parsed.data.contacts?.[0];
  return {
    kind: 'accepted',
    wamid: message.id,
    waId: contact?.wa_id ?? null,
    userId: contact?.user_id ?? null,
    held: message.message_status === 'held_for_quality_assessment',
    paused: message.message_status === 'paused',
  };
};

/**
 * An explicit reason is a certain no at any status. A fault inside Meta is not: it may have failed after
 * the message was taken.
 */
const decideRefusal = (error: GraphError): SendOutcome => {
  const limited = error.status === 429 || error.class === 'rate';
  const broken =
    (error.code !== null && BROKEN_INSIDE.has(error.code)) ||
    (error.status >= 500 && error.class === 'transient');
  return broken && !limited
    ? { kind: 'probable', error }
    : { kind: 'refused', certain: true, error };
};
