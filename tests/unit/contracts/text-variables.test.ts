import fc from 'fast-check';
import {
  fillText,
  namedSources,
  sourceOf,
  TEXT_VARIABLES,
  unknownVariables,
  variableOf,
  variableValues,
} from '../../../server/src/contracts/text-variables';

const person = { name: 'Ayşe Kaya', phone: '+905321112233', email: null, username: null };

describe('personal variables in text', () => {
  it('[Q-06] are filled from the contact and from who writes', () => {
    const values = variableValues(person, 'Can Demir');
    expect(fillText('Merhaba {{first_name}}, ben {{ AGENT_FIRST_NAME }}.', values)).toEqual({
      text: 'Merhaba Ayşe, ben Can.',
      open: [],
    });
  });

  it('[Q-06] take the words after the bar when the contact has no value', () => {
    expect(
      fillText('{{email|–}} {{first_name|sayın müşterimiz}}', variableValues(person)).text
    ).toBe('– Ayşe');
  });

  it('[Q-06] stay as written, with their places, when nothing is known', () => {
    const { text, open } = fillText('A {{first_name}} b {{email}} c', variableValues(person));
    expect(text).toBe('A Ayşe b {{email}} c');
    expect(open.map(({ from, to }) => text.slice(from, to))).toEqual(['{{email}}']);
  });

  it('never greet by a number or a user name', () => {
    expect(variableValues({ ...person, name: '+90 532 111 22 33' }).first_name).toBeNull();
    expect(variableValues({ ...person, name: '@ayse' }).name).toBeNull();
  });

  it('take no value that is a variable itself', () => {
    const named = variableValues({ ...person, name: '{{email|x}}' });
    expect(fillText('Hi {{first_name|there}}', named).text).toBe('Hi there');
    expect(fillText('{{answer}}', { answer: '{{1}}' }).open).toHaveLength(1);
  });

  it('[E-22] [E-23] name what templates know, each with words for contacts without a value', () => {
    const names = ['custom.shoe_size', 'business.name', 'record.api::order.order.customer.state'];
    const text = `${names.map((name) => `{{${name}}}`).join(' ')} {{custom.x|–}} {{first_name}}`;
    expect(namedSources(text)).toEqual([...names, 'custom.x']);
    expect(names.map(sourceOf)).toEqual([
      { kind: 'custom', key: 'shoe_size' },
      { kind: 'account', field: 'name' },
      { kind: 'record', type: 'api::order.order', field: 'customer.state' },
    ]);
    expect(names.map((name) => sourceOf(name) && variableOf(sourceOf(name)!))).toEqual(names);
    expect(fillText('{{custom.size}} {{custom.x|–}}', { 'custom.size': '42' }).text).toBe('42 –');
    expect(sourceOf('first_name')).toBeNull();
  });

  it('name typing slips', () => {
    expect(
      unknownVariables('{{first_name}} {{frist_name}} {{x|y}} {{frist_name}} {{ 1 }}')
    ).toEqual(['frist_name', 'x']);
  });

  it('leave every other text as it is, and name exactly the places that are open', () => {
    const token = fc.constantFrom(
      ...TEXT_VARIABLES.map((name) => `{{${name}}}`),
      '{{first_name|x}}',
      '{{nobody}}'
    );
    const piece = fc.oneof(fc.string(), token);
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const { text: filled, open } = fillText(text, {});
        for (const { name, from, to } of open) {
          expect(filled.slice(from, to).toLowerCase()).toContain(name);
          expect(filled.slice(from, from + 2)).toBe('{{');
        }
        if (!text.includes('{{')) expect(filled).toBe(text);
      })
    );
  });
});
