import { choosesEntry, typesNamed } from '../../../server/src/bots/domain/entry-names';
import { flowGraph } from '../../../server/src/contracts/flow-graph';

const ORDER = 'api::order.order';
const stepsOf = (...steps: object[]) =>
  flowGraph
    .parse({ start: 's0', nodes: steps.map((step, i) => ({ id: `s${i}`, step, to: {} })) })
    .nodes.map(({ step }) => step);

describe('entries that the steps of a flow name', () => {
  it('[B-25] are known by the types of their fields, with a fallback or without', () => {
    const steps = stepsOf(
      { kind: 'text', text: `{{first_name}}, {{record.${ORDER}.number|–}}` },
      { kind: 'note', text: '{{record.api::lead.lead.title}}', onFail: 'go-on' },
      { kind: 'text', text: '{{custom.city}}' }
    );
    expect([...typesNamed(steps)]).toEqual([ORDER, 'api::lead.lead']);
  });

  it('[B-25] may be others than the first one where a step chooses an entry itself', () => {
    const chooses = (step: object) =>
      choosesEntry(stepsOf({ kind: 'entry', type: ORDER, ...step }), ORDER);
    const find = { action: 'find' };
    expect(chooses({ ...find, which: { by: 'newest' } })).toBe(true);
    expect(chooses({ ...find, which: { by: 'field', field: 'number', text: 'A-1' } })).toBe(true);
    expect(chooses({ action: 'create' })).toBe(true);
    expect(chooses({ ...find, which: { by: 'newest' }, type: 'api::lead.lead' })).toBe(false);
    // These mean the one with which the flow began.
    for (const which of [{ by: 'kept' }, { by: 'automation' }])
      expect(chooses({ action: 'change', which })).toBe(false);
    expect(chooses({ action: 'link' })).toBe(false);
  });
});
