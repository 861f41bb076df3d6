import fc from 'fast-check';
import type { SendOutcome } from '../../../server/src/cloud-api/outcome';
import {
  classifyGraphError,
  errorTable,
  type GraphError,
} from '../../../server/src/cloud-api/errors';
import { MAX_TRIES, planAfter, signsOf, type Plan } from '../../../server/src/sending/domain/plan';

const errorOf = (code: number): GraphError => classifyGraphError({ status: 400, code });
const codes = errorTable.map((row) => row.code);
const error = fc.constantFrom(...codes, 0, 999_999).map(errorOf);
const context = fc.record({
  tries: fc.integer({ min: 0, max: 8 }),
  mayCool: fc.boolean(),
  random: fc.double({ min: 0, max: 0.999, noNaN: true }).map((value) => () => value),
});
const ask = (tries: number, mayCool = false) => ({ tries, mayCool, random: () => 0.5 });
const refused = (code: number): SendOutcome => ({
  kind: 'refused',
  certain: true,
  error: errorOf(code),
});
const outcome: fc.Arbitrary<SendOutcome> = fc.oneof(
  fc.constant<SendOutcome>({
    kind: 'accepted',
    wamid: 'w',
    waId: null,
    userId: null,
    held: false,
    paused: false,
  }),
  error.map((e): SendOutcome => ({ kind: 'refused', certain: true, error: e })),
  error.map((e): SendOutcome => ({ kind: 'probable', error: e })),
  fc
    .constantFrom('timeout' as const, 'refused' as const, 'other' as const, 'cancelled' as const)
    .map((why) => ({ kind: 'not-sent', why }) as SendOutcome),
  fc.constant<SendOutcome>({ kind: 'uncertain', why: 'no-envelope', status: 502 })
);

describe('what becomes of a message after its call', () => {
  it('[M-42] what nobody knows is never sent again by itself (I3)', () => {
    fc.assert(
      fc.property(context, (c) => {
        const plan = planAfter({ kind: 'uncertain', why: 'no-envelope', status: 502 }, c);
        expect(plan.kind).toBe('uncertain');
      })
    );
  });

  it('[M-42] only an answer that excludes acceptance, or makes it very unlikely, queues again', () => {
    fc.assert(
      fc.property(outcome, context, (came, c) => {
        const plan = planAfter(came, c);
        if (plan.kind === 'again') {
          expect(['refused', 'not-sent', 'probable']).toContain(came.kind);
          expect(plan.certain).toBe(came.kind !== 'probable');
          expect(plan.afterMs).toBeGreaterThanOrEqual(0);
        }
        if (came.kind === 'accepted') expect(plan.kind).toBe('accepted');
      }),
      { numRuns: 500 }
    );
  });

  it('tries that count come to an end: a transient refusal fails at the fifth', () => {
    for (const make of [
      refused(131000),
      { kind: 'probable', error: errorOf(131000) } as SendOutcome,
    ]) {
      const kinds = Array.from(
        { length: MAX_TRIES },
        (_, tries) => planAfter(make, ask(tries)).kind
      );
      expect(kinds).toEqual(['again', 'again', 'again', 'again', 'failed']);
    }
  });

  it('a rate refusal is never the contact’s fault: it waits and does not fail', () => {
    fc.assert(
      fc.property(fc.constantFrom(130429, 131056, 80007, 4), context, (code, c) => {
        const plan = planAfter(refused(code), c);
        expect(plan.kind).toBe('again');
      })
    );
  });

  it('the pair rate rests for this contact only, four times longer each time, at most 256 s', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6].map((tries) => planAfter(refused(131056), ask(tries)));
    const again = waits as Extract<Plan, { kind: 'again' }>[];
    for (const [i, plan] of again.entries()) {
      expect(plan.slow).toBeNull();
      expect(plan.afterMs).toBeGreaterThanOrEqual(4 ** Math.min(i, 4) * 1_000);
      if (i > 0) expect(plan.afterMs).toBeGreaterThanOrEqual(again[i - 1]?.afterMs ?? 0);
    }
    expect(again[6]?.afterMs).toBe(256_000);
  });

  it('130429 slows the number down', () => {
    expect(planAfter(refused(130429), ask(0))).toMatchObject({ kind: 'again', slow: 'number' });
  });

  it.each([131057, 2494100])('%s lets the number rest for a minute and blames nobody', (code) => {
    const e = errorOf(code);
    for (const came of [refused(code), { kind: 'probable', error: e } as SendOutcome]) {
      const plan = planAfter(came, ask(4));
      expect(plan).toMatchObject({ kind: 'again', restMs: 60_000, counts: false });
      expect(signsOf([plan])).toEqual({ refusedByRate: false, restMs: 60_000 });
    }
    expect(signsOf([planAfter(refused(131000), ask(0))]).restMs).toBe(0);
  });

  it('[M-37] 131048 means that the limit is full, not that the message failed', () => {
    expect(planAfter(refused(131048), ask(4))).toMatchObject({ kind: 'again', breaker: 'limit' });
  });

  it('a cooldown waits a day if the campaign asked for it, else it fails', () => {
    expect(planAfter(refused(131049), ask(0, true))).toMatchObject({
      kind: 'cooling',
      afterMs: 86_400_000,
    });
    expect(planAfter(refused(131049), ask(0, false)).kind).toBe('failed');
  });

  it.each([190, 0])('a refused token (%s) fails nobody and stops the account', (code) => {
    expect(planAfter(refused(code), ask(4))).toMatchObject({ kind: 'again', breaker: 'auth' });
  });

  it('every refusal of the table that is final for the contact fails at once, with its words', () => {
    for (const code of codes) {
      const e = errorOf(code);
      if (e.class !== 'recipient-permanent' && e.class !== 'request') continue;
      const plan = planAfter(refused(code), ask(0, true));
      if (code === 131048) continue;
      expect([code, plan.kind]).toEqual([code, 'failed']);
      expect(plan.kind === 'failed' && plan.error.text.length).toBeTruthy();
    }
  });

  it('a message that breaks a rule of ours fails; a permit that became too old goes back at once', () => {
    expect(
      planAfter({ kind: 'not-sent', why: 'invalid-request', field: 'text' }, ask(0))
    ).toMatchObject({
      kind: 'failed',
      error: { class: 'request' },
    });
    expect(planAfter({ kind: 'not-sent', why: 'cancelled' }, ask(4))).toMatchObject({
      kind: 'again',
      afterMs: 0,
      counts: false,
      slow: null,
    });
  });

  it('the text of an error is never longer than its column takes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5_000 }), (details) => {
        const e = classifyGraphError({ status: 400, code: 131026, details });
        const plan = planAfter({ kind: 'refused', certain: true, error: e }, ask(0));
        return plan.kind === 'failed' && plan.error.text.length <= 1_000;
      })
    );
  });
});
