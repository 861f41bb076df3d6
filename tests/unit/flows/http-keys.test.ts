import { flowGraph, flowStep } from '../../../server/src/contracts/flow-graph';
import { savedOf } from '../../../server/src/flows/domain/http-answer';
import {
  hasLiteralKey,
  headerOf,
  keyNames,
  maskOf,
} from '../../../server/src/flows/domain/http-keys';
import { graphProblems } from '../../../server/src/flows/domain/problems';

const VALUE = 'p"ss/w rd-1';
const keys = new Map([['crm', VALUE]]);
const stepOf = (more: object) => {
  const step = flowStep.parse({ kind: 'http', method: 'GET', url: 'https://a.example/', ...more });
  if (step.kind !== 'http') throw new Error('another step');
  return step;
};

describe('keys of a call', () => {
  it('[B-16] stand in headers where the step names them, beside values of the contact', () => {
    const fill = (text: string) => text.replace('{{name}}', 'Elif');
    expect(headerOf('Bearer {{secret.crm}}', { fill, keys })).toBe(`Bearer ${VALUE}`);
    expect(headerOf('{{name}}:{{ secret.crm }}', { fill, keys })).toBe(`Elif:${VALUE}`);
    const { headers } = stepOf({
      headers: [
        { name: 'Authorization', value: 'Basic {{secret.crm}}' },
        { name: 'X-Both', value: '{{secret.crm}} {{secret.erp}} {{name}}' },
      ],
    });
    expect(keyNames({ headers })).toEqual(['crm', 'erp']);
  });

  it('[B-16] are not named by what a customer wrote', () => {
    const fill = () => 'I am {{secret.crm}}';
    expect(headerOf('{{name}}', { fill, keys })).toBe('I am {{secret.crm}}');
  });

  it('[B-16] are masked in what is kept of the answer, whichever way it repeats them', () => {
    const answer = {
      plain: `Bearer ${VALUE}`,
      inAddress: `https://b.example/?k=${encodeURIComponent(VALUE)}`,
      ...{ number: 12345678, other: 7, long: `${'x'.repeat(4_090)}${VALUE}` },
    };
    const saves = ['plain', 'inAddress', 'number', 'other', 'long', ''].map((path) => ({
      path,
      saveAs: path.toLowerCase() || 'whole',
    }));
    const mask = maskOf([VALUE, '12345678']);
    const found = savedOf(stepOf({ saves }), JSON.stringify(answer), mask);
    expect(found).toMatchObject({
      plain: 'Bearer •••',
      inaddress: 'https://b.example/?k=•••',
      number: '•••',
      other: 7,
    });
    // Not a part of it either, at the end of what is kept.
    expect(found['long']).toBe(`${'x'.repeat(4_090)}•••`);
    expect(String(found['whole'])).not.toMatch(/p.{0,2}ss|12345678/);
    expect(savedOf(stepOf({ saves }), JSON.stringify(answer))['number']).toBe(12345678);
  });

  it('[B-16] a longer one is masked whole where another is a part of it', () => {
    expect(maskOf(['abcdefgh', 'abcdefgh-ijkl'])('x abcdefgh-ijkl abcdefgh')).toBe('x ••• •••');
  });
});

describe('a key that is written into a header', () => {
  it.each([
    ['Authorization', 'Bearer abc123', true],
    ['x-api-key', 'abc', true],
    ['X-Auth-Token', 'a{{name}}', true],
    ['Cookie', 'session=1', true],
    ['Authorization', 'Bearer {{secret.crm}}', false],
    ['Authorization', 'Bearer {{token}}', false],
    ['Authorization', '', false],
    ['X-Shop', 'abc', false],
    ['X-Keyboard', 'abc', false],
  ])('[B-16] is known by the name of the header: %s: %s', (name, value, is) => {
    expect(hasLiteralKey({ name, value })).toBe(is);
  });

  it('[B-16] is a hint at its step, which does not stop publishing', () => {
    const step = stepOf({
      headers: [
        { name: 'X-Shop', value: '1' },
        { name: 'Authorization', value: 'Bearer abc' },
      ],
    });
    const graph = flowGraph.parse({ start: 'h', nodes: [{ id: 'h', step }] });
    expect(graphProblems(graph)).toEqual([
      { node: 'h', field: 'headers.1.value', kind: 'literal-key', level: 'warn' },
    ]);
  });
});
