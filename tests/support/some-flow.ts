import type { BotView, TryResult } from '../../server/src/contracts/bots';
import type { FlowGraph } from '../../server/src/contracts/flow-graph';

/** A question with buttons: what leads to `road`, and to a branch of two steps. */
export const graph: FlowGraph = {
  start: 'menu',
  whenTaken: 'go-on',
  nodes: [
    {
      id: 'menu',
      step: {
        ...{ kind: 'choice', text: 'What is it about?', open: '', saveAs: null },
        ...{ tries: 2, again: '', noAnswerAfter: 1380 },
        choices: [
          { id: 'kargo', title: 'Kargo', note: '' },
          { id: 'iade', title: 'İade', note: '' },
        ],
      },
      to: { kargo: 'road', iade: 'how' },
      at: null,
    },
    { id: 'road', step: { kind: 'text', text: 'On its way', onFail: null }, to: {}, at: null },
    {
      id: 'how',
      step: { kind: 'text', text: 'Send it back', onFail: null },
      to: { next: 'team' },
      at: null,
    },
    { id: 'team', step: { kind: 'handover', onFail: null }, to: {}, at: null },
  ],
};

/** What a trial says of a draft that its message sets off, beside what is played. */
export const setOff: Omit<TryResult, 'trial'> = {
  ...{ matched: true, trigger: 0, answeredBy: null, order: [], silence: null },
  ...{ outside: null, steps: [] },
};

/** A flow that is on, at its third version. */
export const flow = (more: Partial<BotView> = {}): BotView => ({
  ...{ id: 1, name: 'Menu', active: true, position: 1, version: 3, changedAt: 1 },
  triggers: [
    { kind: 'keyword', match: 'contains', words: ['menu'], wholeWord: false, accents: false },
  ],
  ...{ steps: [], graph, draft: null, accountId: null, cooldownMinutes: 0 },
  ...{ countsAsAnswered: false, runs: { today: 0, handedOver: 0 }, lastError: null },
  ...more,
});
