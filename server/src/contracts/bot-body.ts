import { z } from 'zod';
import { botAllowance } from './bot-allowance';
import { botStep } from './bot-steps';
import { botTrigger } from './bot-triggers';
import { id } from './common';
import { flowGraph } from './flow-graph';

export const TRIGGERS_MOST = 10;
export const STEPS_MOST = 12;

const botFields = z.object({
  name: z.string().trim().min(1, 'Enter a name.').max(120),
  triggers: z.array(botTrigger).max(TRIGGERS_MOST).default([]),
  steps: z.array(botStep).max(STEPS_MOST, `At most ${STEPS_MOST} steps.`).default([]),
  /** Of a flow, in place of the list of steps. */
  graph: flowGraph.nullable().default(null),
  /** Null: on every number. */
  accountId: id.nullable().default(null),
  /** Minutes in which it does not answer the same conversation again; 0 = always. */
  cooldownMinutes: z.number().int().min(0).max(43_200).default(0),
  /**
   * What it answered in full is neither unread nor open, also in the person's own words. Refused together with a trigger
   * that takes any message.
   */
  countsAsAnswered: z.boolean().default(false),
  /** Messages of a month; null: any number. */
  allowance: botAllowance.nullable().default(null),
  active: z.boolean().default(false),
  /** The version that the writer saw: another one is not overwritten (409 `changed-meanwhile`). Left out: any. */
  version: z.number().int().min(1).optional(),
});
type Chain = Pick<z.output<typeof botFields>, 'steps' | 'graph'>;

/** Has it nothing that it could say or do? Only a flow that was never published has not. */
export const isEmptyChain = ({
  steps,
  graph,
}: {
  steps: readonly unknown[] | null;
  graph: Chain['graph'];
}): boolean => graph === null && (steps ?? []).length === 0;

const refuseTwice = ({ steps, graph }: Chain, ctx: z.RefinementCtx): void => {
  if (graph !== null && steps.length > 0)
    ctx.addIssue({
      code: 'custom',
      path: ['steps'],
      message: 'The steps of a flow belong in its graph.',
    });
};
const refuseEmpty = (chain: Chain, ctx: z.RefinementCtx): void => {
  if (isEmptyChain(chain))
    ctx.addIssue({ code: 'custom', path: ['steps'], message: 'Add a reply or an action.' });
};
/** Without triggers it is started by campaigns only. */
export const botBody = botFields.superRefine(refuseEmpty).superRefine(refuseTwice);
export type BotBody = z.input<typeof botBody>;
export type BotDraft = z.output<typeof botBody>;

/** A new bot may be a flow that is not published yet: it is off, and `draft` is its graph. */
export const createBotBody = botFields
  .extend({ draft: flowGraph.nullable().default(null) })
  .superRefine(refuseTwice)
  .superRefine(({ draft, active, ...chain }, ctx) => {
    if (draft === null) return refuseEmpty(chain, ctx);
    if (active || !isEmptyChain(chain))
      ctx.addIssue({
        code: 'custom',
        path: ['draft'],
        message: 'Publish the draft before you activate it.',
      });
  });
export type CreateBotBody = z.input<typeof createBotBody>;

/** What a bot says may be left out while it is a flow that was never published. */
export const updateBotBody = botFields.superRefine(refuseTwice);
