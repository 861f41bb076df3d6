import { flowGraph } from '../../../server/src/contracts/flow-graph';
import { exitsOf } from '../../../server/src/contracts/flow-parts';
import {
  beganEntry,
  beganWith,
  keptEntries,
  meantEntry,
  namedValues,
  withEntry,
} from '../../../server/src/flows/domain/entries';
import { asksCustomer } from '../../../server/src/flows/domain/press';
import { graphProblems } from '../../../server/src/flows/domain/problems';

const ORDER = 'api::order.order';
const began = { uid: ORDER, documentId: 'o1' };
/** A run that an automation began, and that has found another order since. */
const variables = withEntry(beganWith({ ad: 'Ayşe' }, began), { uid: ORDER, documentId: 'o2' });

const changing = (more: object, to: object) =>
  flowGraph.parse({
    start: 'e',
    nodes: [
      {
        id: 'e',
        step: {
          ...{ kind: 'entry', action: 'change', type: ORDER, which: { by: 'automation' } },
          ...{ values: [{ field: 'state', text: 'paid' }], ...more },
        },
        to,
      },
      { id: 't', step: { kind: 'text', text: 'Tamam' } },
    ],
  });
const only = [{ field: 'placedAt', operator: 'after', value: 'now' }];

describe('the entry of an automation', () => {
  it('[B-25] stays the one that triggered it, and is no value that users see', () => {
    const step = { action: 'change', type: ORDER } as const;
    expect(meantEntry(variables, { ...step, which: { by: 'automation' } })).toBe('o1');
    expect(meantEntry(variables, { ...step, which: { by: 'kept' } })).toBe('o2');
    const lead = { ...step, type: 'api::lead.lead', which: { by: 'automation' } } as const;
    expect(meantEntry(variables, lead)).toBeNull();
    expect([beganEntry(variables), beganEntry(null)]).toEqual([began, null]);
    expect(keptEntries(variables)).toEqual({ [ORDER]: 'o2' });
    expect(namedValues(variables)).toEqual([['ad', 'Ayşe']]);
  });
});

describe('a change of an entry', () => {
  it('[B-25] has a way for too late and for already, as far as it asks', () => {
    const exits = (more: object) =>
      changing(more, {})
        .nodes.slice(0, 1)
        .flatMap(({ step }) => exitsOf(step));
    expect(exits({})).toEqual(['next', 'not-found']);
    expect(exits({ only, already: true })).toEqual(['next', 'already', 'too-late', 'not-found']);
    const find = { action: 'find', only, already: true };
    expect(exits(find)).toEqual(['next', 'not-found']);
  });

  it('[B-25] is warned of where nothing follows on one of them', () => {
    const problems = (more: object, to: object) =>
      graphProblems(changing(more, to)).map(({ field, kind }) => `${field} ${kind}`);
    const both = { next: 't', 'not-found': 't' };
    expect(problems({ only, already: true }, both)).toEqual([
      ...['already nothing-after', 'too-late nothing-after'],
    ]);
    expect(problems({ only }, { ...both, 'too-late': 't' })).toEqual([]);
    expect(problems({}, { ...both, already: 't' })).toEqual(['already unknown-exit']);
  });
});

it('[E-33] a flow gives the customer a step of their own where something can be pressed or answered', () => {
  const steps = (...kinds: object[]) => ({ graph: null, steps: kinds as never });
  expect(asksCustomer(steps({ kind: 'template' }, { kind: 'tag' }))).toBe(false);
  expect(asksCustomer(steps({ kind: 'template' }, { kind: 'buttons' }))).toBe(true);
  expect(asksCustomer({ graph: changing({}, {}), steps: null })).toBe(false);
});
