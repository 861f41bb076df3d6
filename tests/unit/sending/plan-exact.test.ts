import type { SendOutcome } from '../../../server/src/cloud-api/outcome';
import { classifyGraphError, type GraphError } from '../../../server/src/cloud-api/errors';
import { planAfter, signsOf, type Plan } from '../../../server/src/sending/domain/plan';

const graphError = (code: number, over: Partial<GraphError> = {}): GraphError => ({
  ...classifyGraphError({ status: 400, code }),
  details: 'what Meta said',
  retryAfterMs: null,
  ...over,
});
const refused = (error: GraphError): SendOutcome => ({ kind: 'refused', certain: true, error });
const probable = (error: GraphError): SendOutcome => ({ kind: 'probable', error });
const ask = (tries = 0) => ({ tries, mayCool: false, random: () => 0.5 });
const rate = (scope: GraphError['scope'], retryAfterMs: number | null = null) =>
  planAfter(refused(graphError(130429, { scope, retryAfterMs })), ask());
const said = (error: GraphError) => ({
  code: error.code,
  class: error.class,
  text: 'what Meta said',
});
const waits = {
  kind: 'again',
  counts: false,
  slow: null,
  restMs: null,
  pair: false,
  breaker: null,
  certain: true,
};

describe('an accepted message', () => {
  it('keeps its id and what Meta said of the template', () => {
    const accepted = { kind: 'accepted', wamid: 'w', waId: null, userId: null } as const;
    expect(planAfter({ ...accepted, held: true, paused: false }, ask())).toEqual({
      kind: 'accepted',
      wamid: 'w',
      held: true,
      templatePaused: false,
    });
  });
});

describe('a refusal for the rate', () => {
  const error = said(graphError(130429));

  it.each(['number', null] as const)('of scope %s waits a second', (scope) => {
    expect(rate(scope)).toEqual({ ...waits, afterMs: 1_000, slow: 'number', error });
  });

  it.each(['app', 'waba'] as const)('of scope %s waits a minute', (scope) => {
    expect(rate(scope)).toEqual({ ...waits, afterMs: 60_000, slow: 'number', error });
  });

  it('waits longer where Meta asks for it, never shorter', () => {
    const afterMs = (plan: Plan) => plan.kind === 'again' && plan.afterMs;
    expect(afterMs(rate('number', 7_000))).toBe(7_000);
    expect(afterMs(rate('number', 10))).toBe(1_000);
    expect(afterMs(rate('app', 90_000))).toBe(90_000);
    expect(afterMs(rate('pair', 90_000))).toBe(90_000);
  });

  it.each([
    [0, 1_000, true],
    [1, 4_000, true],
    [3, 64_000, true],
    [4, 256_000, false],
    [5, 256_000, false],
  ])('of a pair after %i tries waits %i ms; counts: %s', (tries, afterMs, counts) => {
    const pair = graphError(131056, { scope: 'pair' });
    const wanted = { ...waits, afterMs, counts, pair: true, error: said(pair) };
    expect(planAfter(refused(pair), ask(tries))).toEqual(wanted);
  });
});

describe('a refusal that passes', () => {
  const transient = graphError(131000);

  it.each([
    [0, 2_000],
    [1, 4_000],
    [2, 8_000],
    [3, 16_000],
  ])('after %i tries is asked again in %i ms, and counts', (tries, afterMs) => {
    const wanted = { ...waits, afterMs, counts: true, error: said(transient) };
    expect(planAfter(refused(transient), ask(tries))).toEqual(wanted);
  });

  it('waits as long as Meta asks', () => {
    const asked = graphError(131000, { retryAfterMs: 30_000 });
    expect(planAfter(refused(asked), ask())).toMatchObject({ afterMs: 30_000 });
    const soon = graphError(131000, { retryAfterMs: 5 });
    expect(planAfter(refused(soon), ask())).toMatchObject({ afterMs: 2_000 });
  });

  it.each([
    [0, 60_000],
    [1, 120_000],
    [3, 480_000],
  ])('of which we are not certain is asked again after %i tries in %i ms', (tries, afterMs) => {
    const wanted = { ...waits, afterMs, counts: true, error: said(transient), certain: false };
    expect(planAfter(probable(transient), ask(tries))).toEqual(wanted);
  });

  it('fails at the fifth try, with its words and without stopping anybody else', () => {
    const wanted = { kind: 'failed', error: said(transient), breaker: null };
    expect(planAfter(refused(transient), ask(4))).toEqual(wanted);
    expect(planAfter(probable(transient), ask(4))).toEqual(wanted);
  });
});

describe('a refusal that stops more than one message', () => {
  it.each([
    [190, 'auth'],
    [131048, 'limit'],
    [132015, 'template'],
    [131042, 'account'],
  ])('%i rests a minute and trips the breaker %s', (code, breaker) => {
    const error = graphError(code);
    const wanted = { ...waits, afterMs: 60_000, breaker, error: said(error) };
    expect(planAfter(refused(error), ask(4))).toEqual(wanted);
  });

  it('in a maintenance rests as long as Meta asks, at least a minute', () => {
    const long = graphError(131057, { retryAfterMs: 90_000 });
    expect(planAfter(refused(long), ask())).toMatchObject({ afterMs: 90_000, restMs: 90_000 });
    const short = graphError(131057, { retryAfterMs: 10 });
    expect(planAfter(refused(short), ask())).toMatchObject({ afterMs: 60_000, restMs: 60_000 });
  });
});

describe('the words of an error', () => {
  it('are the title where Meta gives no details, and never too long for the column', () => {
    const text = (error: GraphError) => {
      const plan = planAfter(refused(error), ask());
      return plan.kind === 'failed' ? plan.error.text : null;
    };
    expect(text(graphError(131026, { details: null, title: 'Undeliverable' }))).toBe(
      'Undeliverable'
    );
    expect(text(graphError(131026, { details: 'x'.repeat(1_001) }))).toBe('x'.repeat(1_000));
  });
});

describe('a message that was not sent', () => {
  it.each(['timeout', 'refused', 'other'] as const)(
    'because of the network (%s) waits five seconds and slows the number down',
    (why) => {
      const plan = planAfter({ kind: 'not-sent', why } as SendOutcome, ask(4));
      expect(plan).toEqual({ ...waits, afterMs: 5_000, slow: 'number', error: null });
      expect(signsOf([plan])).toEqual({ refusedByRate: true, restMs: 0 });
    }
  );

  it.each([
    ['text', 'the message breaks a rule of WhatsApp: text'],
    [undefined, 'the message breaks a rule of WhatsApp: '],
  ])('because its field %p breaks a rule fails with these words: %s', (field, text) => {
    const outcome = { kind: 'not-sent', why: 'invalid-request', ...(field ? { field } : {}) };
    expect(planAfter(outcome as SendOutcome, ask())).toEqual({
      kind: 'failed',
      error: { code: null, class: 'request', text },
      breaker: null,
    });
  });
});

describe('the signs of a batch', () => {
  it('are the longest rest, and nothing from messages that do not wait', () => {
    const rest = (restMs: number | null): Plan =>
      ({ ...waits, afterMs: 0, error: null, restMs }) as Plan;
    expect(signsOf([rest(5), rest(null), rest(9), { kind: 'uncertain', why: 'x' }])).toEqual({
      refusedByRate: false,
      restMs: 9,
    });
    expect(signsOf([])).toEqual({ refusedByRate: false, restMs: 0 });
  });
});
