import { flowStep } from '../../../server/src/contracts/flow-graph';
import {
  changesPath,
  inHeader,
  inJson,
  savedOf,
} from '../../../server/src/flows/domain/http-answer';

const stepOf = (more: object) => {
  const step = flowStep.parse({ kind: 'http', method: 'GET', url: 'https://a.example/', ...more });
  if (step.kind !== 'http') throw new Error('another step');
  return step;
};

describe('the answer of another system', () => {
  it('[B-16] gives the values that its paths name, and nothing else', () => {
    const text = JSON.stringify({ a: { b: [{ c: 'ş' }, 7] }, yes: true, no: null, deep: {} });
    const saves = [
      ...['a.b.0.c', 'a.b.1', 'yes', 'no', 'deep', 'a.b.9', 'constructor', 'a.b.length'],
      '',
    ].map((path, i) => ({ path, saveAs: `v${i}` }));
    expect(savedOf(stepOf({ saves }), text)).toEqual({
      ...{ v0: 'ş', v1: 7, v2: 'true', v7: 2 },
      v8: text,
    });
    expect(savedOf(stepOf({ saves }), 'no JSON')).toEqual({ v8: 'no JSON' });
  });

  it('[B-16] values stay inside a string of JSON and on one line of a header', () => {
    const value = 'a"\\\n{}';
    expect(JSON.parse(`{"x": "${inJson(value)}"}`)).toEqual({ x: value });
    expect(inHeader('a\r\nX-Evil: 1')).toBe('a X-Evil: 1');
    expect(inHeader('Şahin')).toBe('ahin');
  });

  it.each([
    ['/orders/{}', '..', true],
    ['/orders/{}/items', '.', true],
    ['/orders/{}', '1007', false],
    ['/orders/{}', '...', false],
    ['/orders/v{}', '..', false],
    ['/orders/{}{}', '.', true],
    ['/orders/%2e{}', '.', true],
    ['/orders\\{}', '..', true],
    ['/a/../orders/{}', '1007', false],
    ['/orders?from={}', '..', false],
    ['/orders#{}', '..', false],
  ])('[B-16] in %s the value %s leads to another address: %s', (path, value, is) => {
    const url = (one: string) => `https://a.example${path.replaceAll('{}', one)}`;
    expect(changesPath(url(value), url('x'))).toBe(is);
  });

  it.each(['Host', 'content-length', 'Idempotency-Key', 'bad name'])(
    '[B-16] a flow sets no header %s',
    (name) => {
      expect(() => stepOf({ headers: [{ name, value: 'x' }] })).toThrow();
    }
  );
});
