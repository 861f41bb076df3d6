import { aboutContacts } from '../../../server/src/automations/domain/about-contacts';
import {
  automationConditions,
  type AutomationConditions,
} from '../../../server/src/contracts/automations';

const tagged = (tag: string) => ({
  ...{ kind: 'people', not: false },
  filter: { tags: { include: [tag], exclude: [] } },
});
const paid = { kind: 'entry', not: false, field: 'state', operator: 'is', values: ['paid'] };
const tree = (more: object): AutomationConditions =>
  automationConditions.parse({ kind: 'group', not: false, match: 'all', ...more });
const kinds = (conditions: AutomationConditions | null) =>
  aboutContacts(conditions).map(({ kind }) => kind);

describe('conditions by which contacts of a clock are counted', () => {
  it('[E-16] are those about the contact that must all hold', () => {
    expect(kinds(null)).toEqual([]);
    const either = { kind: 'group', not: false, match: 'any', nodes: [tagged('a'), tagged('b')] };
    expect(kinds(tree({ nodes: [tagged('a'), paid, either] }))).toEqual(['people', 'group']);
    const mixed = { ...either, nodes: [tagged('a'), paid] };
    expect(kinds(tree({ nodes: [mixed] }))).toEqual([]);
  });

  it('[E-16] are none of a part that would make the number smaller than it is', () => {
    const some = { nodes: [tagged('a'), paid] };
    expect(kinds(tree({ ...some, match: 'any' }))).toEqual([]);
    expect(kinds(tree({ ...some, not: true }))).toEqual([]);
    expect(kinds(tree({ nodes: [tagged('a')], not: true }))).toEqual(['group']);
  });
});
