import type { MessageBody } from '../../server/src/contracts/conversations';
import { fillText } from '../../server/src/contracts/text-variables';
import { conditionsHold } from '../../server/src/flows/domain/conditions';
import { wordsToAsk } from '../../server/src/flows/domain/question';
import type { Stage } from '../../server/src/flows/domain/trial';
import { DomainError } from '../../server/src/kernel/errors';
import { wallAt } from '../../server/src/kernel/wall';

const ISTANBUL = 'Europe/Istanbul';

const bodyOf = (text: string): MessageBody => ({
  ...{ type: 'text', text, header: null, footer: null, buttons: [] },
  ...{ media: null, location: null, contacts: [] },
});

/** Somebody called Ayşe in Istanbul, of whom conditions know nothing; texts with the values that the flow kept. */
export const flowStage = (more: Partial<Stage> = {}): Stage => ({
  says: (step, { variables, isAgain }) => {
    const asks = step.kind === 'question' || step.kind === 'choice';
    const words = asks ? wordsToAsk(step, isAgain) : 'text' in step ? step.text : step.kind;
    const { text, open } = fillText(words, { first_name: 'Ayşe', ...variables });
    if (open.length > 0) throw new DomainError('missing-value', `no value for ${open[0]?.name}`);
    return Promise.resolve(bodyOf(text));
  },
  does: (step) => Promise.resolve(step.kind),
  holds: async (when, { now, variables, said }) => ({
    holds: await conditionsHold(when, {
      known: { variables, said, wall: wallAt(ISTANBUL, now), isOpen: true },
      person: ({ not }) => Promise.resolve(not),
    }),
    unsure: false,
  }),
  quietEnd: () => Promise.resolve(null),
  person: () => ({ language: 'tr', country: 'TR', zone: ISTANBUL }),
  ...more,
});
