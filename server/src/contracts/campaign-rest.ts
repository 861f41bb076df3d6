import { z } from 'zod';
import { id, instant } from './common';

/** Why a campaign rests, and what to do: `person`, `token-refused`, `template-paused`, `account-restricted`, `restored`… */
export const pauseReason = z.object({
  reason: z.string(),
  detail: z.string().nullable(),
  at: instant,
  /** Of `person`: who paused it. */
  by: z.object({ id, name: z.string() }).nullable(),
});

/** A computed "why not now" of a running campaign; rows keep their state. */
export const whyNotNow = z.object({
  kind: z.enum([
    'limit',
    'catch-up',
    'inbound-backlog',
    'rate',
    /** Meta answers nothing: what is sent now would be uncertain. */
    'no-answer',
    /** The server is late: campaigns go slower, so that people do not wait. */
    'busy',
    'no-lease',
    'cooling',
    'quiet-hours',
    /** Everybody who is left waits for their own hour. */
    'own-time',
  ]),
  until: instant.nullable(),
  /** Of `catch-up`: how long webhooks could not be taken, ms. */
  awayMs: z.number().int().optional(),
});
