import { chargesOf, priceRange } from '../../../server/src/bots/domain/price-range';
import { rateOfStep, type StepCharge } from '../../../server/src/contracts/flow-cost';
import { flowGraph, type FlowGraph } from '../../../server/src/contracts/flow-graph';
import { graphProblems } from '../../../server/src/flows/domain/problems';

const rates = { service: 10, marketing: 100, utility: 50, authentication: null };
const country = { currency: 'EUR', rates };
const text = { kind: 'text', text: 'x' };
const template = (templateId: number) => ({ kind: 'template', templateId });
const ask = { kind: 'question', text: '?', answer: { kind: 'text' }, saveAs: 'n', tries: 3 };
const node = (id: string, step: object, to: object = {}) => ({ id, step, to });
const graphOf = (...nodes: object[]): FlowGraph =>
  flowGraph.parse({ start: (nodes[0] as { id: string }).id, nodes });
/** Template 3 has a maximum price. */
const TEMPLATES = new Map<number, StepCharge>([
  [1, { category: 'marketing', most: null }],
  [2, { category: 'authentication', most: null }],
  [3, { category: 'marketing', most: { currency: 'EUR', micros: 60 } }],
]);
const rangeOf = (graph: FlowGraph, { isFree = false } = {}) =>
  priceRange(graph, {
    charges: chargesOf(graph, (id) => TEMPLATES.get(id) ?? null),
    ...{ country, isFree },
  });

describe('what a flow costs per contact', () => {
  const fork = (first: object, last: object) =>
    graphOf(
      node('a', first, { next: 'q' }),
      node('q', ask, { answered: 'b', other: 'b', 'no-answer': 'c' }),
      node('b', text, { next: 'd' }),
      node('c', { kind: 'tag', add: ['x'] }),
      node('d', last)
    );

  it('goes from the cheapest way to the dearest, with each question asked as often as it may be', () => {
    const both = { path: { least: 20, most: 10 + 30 + 10 + 100 }, isRound: false };
    expect(rangeOf(fork(text, template(1)))).toEqual(both);
    expect(rangeOf(fork(text, template(1)), { isFree: true }).path).toEqual({
      least: 0,
      most: 150,
    });
    expect(rangeOf(fork(template(1), text)).path).toEqual({ least: 110, most: 150 });
  });

  it('[T-53] counts a template with a maximum price at that price, where it is lower and can be compared', () => {
    expect(rangeOf(fork(text, template(3))).path).toEqual({ least: 20, most: 110 });
    const at = (category: StepCharge['category'], currency: string, micros: number) =>
      rateOfStep({ category, most: { currency, micros } }, country);
    expect(at('marketing', 'EUR', 60)).toBe(60);
    expect(at('marketing', 'EUR', 160)).toBe(100);
    expect(at('marketing', 'USD', 60)).toBe(100);
    expect(at('authentication', 'EUR', 60)).toBeNull();
    expect(rateOfStep({ category: 'marketing', most: null }, country)).toBe(100);
  });

  it('is not known where one price is not, and says that one may go round', () => {
    expect(rangeOf(fork(text, template(2))).path).toBeNull();
    const round = graphOf(node('q', ask, { answered: 'b' }), node('b', text, { next: 'q' }));
    expect(rangeOf(round)).toEqual({ path: { least: 10, most: 40 }, isRound: true });
  });

  it('knows what comes behind a step that fails, which has sent nothing itself', () => {
    const failing = (first: object) =>
      graphOf(
        node('a', first, { next: 'b', failed: 'c' }),
        node('b', text),
        node('c', text, { next: 'd' }),
        node('d', template(1))
      );
    const http = { kind: 'http', method: 'GET', url: 'https://shop.example/state' };
    expect(rangeOf(failing(http)).path).toEqual({ least: 10, most: 110 });
    // The text that failed is not paid, and nobody becomes cheap by it.
    expect(rangeOf(failing(text)).path).toEqual({ least: 20, most: 110 });
    const asked = graphOf(node('q', ask, { failed: 'd' }), node('d', template(1)));
    // Three tries: two questions went out before the one that did not.
    expect(rangeOf(asked).path).toEqual({ least: 10, most: 120 });
  });

  it('counts each step of a circle once, in whatever order its exits are', () => {
    const choice = (...exits: string[]) => ({
      ...{ kind: 'choice', text: '?', tries: 3 },
      choices: exits.map((id) => ({ id, title: id })),
    });
    const menu = (...exits: string[]) =>
      graphOf(
        node('q', choice(...exits), { b: 'b', c: 'c', end: 'e' }),
        node('b', text, { next: 'q' }),
        node('c', template(1), { next: 'q' }),
        node('e', text)
      );
    const all = { path: { least: 10, most: 30 + 10 + 100 + 10 }, isRound: true };
    expect(rangeOf(menu('b', 'c', 'end'))).toEqual(all);
    expect(rangeOf(menu('end', 'c', 'b'))).toEqual(all);

    // Two ways into one circle, and the dear end is behind its other step.
    const entered = (...exits: string[]) =>
      graphOf(
        node('a', choice(...exits), { b: 'p', c: 't' }),
        node('p', choice('b', 'c'), { b: 'r', c: 'd' }),
        node('r', text, { next: 'p' }),
        node('t', template(1), { next: 'r' }),
        node('d', template(1))
      );
    const most = 30 + 100 + (30 + 10) + 100;
    expect(rangeOf(entered('b', 'c')).path?.most).toBe(most);
    expect(rangeOf(entered('c', 'b')).path?.most).toBe(most);
  });

  it('is warned of where five messages follow each other', () => {
    const line = (count: number) =>
      graphOf(
        ...Array.from({ length: count }, (_, i) =>
          node(`n${i}`, text, i + 1 < count ? { next: `n${i + 1}` } : {})
        )
      );
    const found = (count: number) =>
      graphProblems(line(count)).map(({ node: at, kind, level }) => `${at} ${kind} ${level}`);
    expect(found(4)).toEqual([]);
    expect(found(5)).toEqual(['n0 many-messages warn']);
    expect(found(6)).toEqual(['n0 too-many-replies stop', 'n1 many-messages warn']);
  });
});
