import type { MessageBody } from '../../server/src/contracts/conversations';
import type { FlowConditions } from '../../server/src/contracts/flow-conditions';
import type { FlowGraph } from '../../server/src/contracts/flow-graph';
import type { FlowTrial, TrialMove } from '../../server/src/contracts/flow-trial';
import { fillText } from '../../server/src/contracts/text-variables';
import { chosenVariant, conditionsHold } from '../../server/src/flows/domain/conditions';
import { wordsToAsk } from '../../server/src/flows/domain/question';
import { playFlow } from '../../server/src/flows/domain/play-flow';
import type { NextMove, Opening, Scene, Stage } from '../../server/src/flows/domain/trial-stage';
import { DomainError } from '../../server/src/kernel/errors';
import { DAY_MS } from '../../server/src/kernel/time';
import { wallAt } from '../../server/src/kernel/wall';

const ISTANBUL = 'Europe/Istanbul';

const bodyOf = (text: string): MessageBody => ({
  ...{ type: 'text', text, header: null, footer: null, buttons: [] },
  ...{ media: null, location: null, contacts: [] },
});

const holds = async (when: FlowConditions, { now, variables, said }: Scene) => ({
  holds: await conditionsHold(when, {
    known: { variables, said, wall: wallAt(ISTANBUL, now), isOpen: true },
    person: ({ not }) => Promise.resolve(not),
  }),
  unsure: false,
});

/**
 * Somebody called Ayşe in Istanbul, of whom conditions know nothing; texts with the values that the flow kept. A template is
 * marketing.
 */
const flowStage = (more: Partial<Stage> = {}): Stage => ({
  says: async (step, { isAgain, ...scene }) => {
    const variant = await chosenVariant(step, async (when) => (await holds(when, scene)).holds);
    const asks = step.kind === 'question' || step.kind === 'choice';
    const own = asks ? wordsToAsk(step, isAgain) : 'text' in step ? step.text : step.kind;
    const words = variant?.words ?? own;
    const { text, open } = fillText(words, { first_name: 'Ayşe', ...scene.variables });
    if (open.length > 0) throw new DomainError('missing-value', `no value for ${open[0]?.name}`);
    return {
      ...{ body: bodyOf(text), topic: null, unsure: false },
      category: step.kind === 'template' ? 'MARKETING' : 'SERVICE',
      variant: variant?.number ?? null,
    };
  },
  happens: () => undefined,
  isNotice: () => Promise.resolve(false),
  judges: ({ category, windowUntil, now }) =>
    category === 'SERVICE' && (windowUntil === null || windowUntil <= now)
      ? { reason: 'window-closed', until: null, cap: null }
      : null,
  does: (step) => Promise.resolve({ subject: step.kind }),
  holds,
  means: () => null,
  quietEnd: () => Promise.resolve(null),
  person: () => ({ language: 'tr', country: 'TR', zone: ISTANBUL }),
  ...more,
});

/** What the person does, and where the trial is played. */
interface Playing {
  moves?: readonly TrialMove[];
  next?: NextMove;
  stage?: Partial<Stage>;
}

/** Plays a flow from this instant: set off by a greeting, within the reply window, in a conversation without a past. */
export const playFrom = (
  graph: FlowGraph,
  { at, ...opening }: Partial<Opening> & { at: number },
  { moves = [], next, stage = {} }: Playing = {}
): Promise<FlowTrial> =>
  playFlow(graph, flowStage(stage), {
    ...{ at, said: { text: 'merhaba', type: 'text' }, isPress: false, windowUntil: at + DAY_MS },
    ...{ lastInboundAt: null, answered: [], ...opening, moves, next },
  });
