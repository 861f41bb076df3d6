import { z } from 'zod';
import { id, instant } from './common';

/** People who try messages before customers get them. */
export const MOST_TESTERS = 10;

/**
 * `waiting`: for the code from their WhatsApp. `expired`: it came in neither of time nor tries, so a new one is needed.
 */
export const testerState = z.enum(['waiting', 'expired', 'confirmed']);
export type TesterState = z.infer<typeof testerState>;

export const testerView = z.object({
  id,
  name: z.string(),
  /** As E.164. */
  phone: z.string(),
  /** The viewer added themselves. */
  isMe: z.boolean(),
  state: testerState,
  /** Until when the code works; null once it was sent. */
  codeUntil: instant.nullable(),
  confirmedAt: instant.nullable(),
});
export type TesterView = z.infer<typeof testerView>;

/** GET /testers */
export const listTestersResult = z.object({ testers: z.array(testerView) });
export type ListTestersResult = z.infer<typeof listTestersResult>;

/** POST /testers */
export const testerBody = z.object({
  name: z.string().trim().min(1).max(120),
  /** However it is typed. */
  phone: z.string().trim().min(1).max(60),
  /** The signed-in person is the tester. */
  isMe: z.boolean().default(false),
});
export type TesterBody = z.infer<typeof testerBody>;

/** POST /testers, POST /testers/:id/code: the code, the only time that it is seen. */
export const testerCode = z.object({
  tester: testerView,
  code: z.string(),
  until: instant,
  /** The connected numbers it may be sent to, each with a link that opens the chat with the code typed. */
  numbers: z.array(
    z.object({
      id,
      name: z.string(),
      phone: z.string(),
      link: z.string(),
      /** WhatsApp does not know it: the code is typed on the simulator's phone. */
      isSimulator: z.boolean(),
    })
  ),
});
export type TesterCode = z.infer<typeof testerCode>;

/** GET /testers/for-campaigns, GET /testers/for-templates: whom a test may go to, the viewer first. */
export const testerChoice = z.object({ id, name: z.string(), isMe: z.boolean() });
export type TesterChoice = z.infer<typeof testerChoice>;
export const testerChoices = z.object({ testers: z.array(testerChoice) });
export type TesterChoices = z.infer<typeof testerChoices>;

/** What every test is asked: who gets it. */
export const testSendBody = z.object({
  testerIds: z.array(id).min(1).max(MOST_TESTERS),
  /** One per press: the same press never sends twice. */
  clientId: z.string().min(8).max(60),
});
export type TestSendBody = z.infer<typeof testSendBody>;

/** POST /templates/:id/test: by which number of the template's account. */
export const testTemplateBody = testSendBody.extend({ accountId: id });
export type TestTemplateBody = z.infer<typeof testTemplateBody>;

export const testSendResult = z.object({
  results: z.array(
    z.object({
      testerId: id,
      name: z.string(),
      ok: z.boolean(),
      /** Kind of the refusal: `window-closed`, `no-consent`, `missing-value`… */
      reason: z.string().nullable(),
    })
  ),
});
export type TestSendResult = z.infer<typeof testSendResult>;
