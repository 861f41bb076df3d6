import fc from 'fast-check';
import { decideSaid, isSettledBy, type SaidFacts } from '../../../server/src/consent/domain/said';

const typed = (reading: SaidFacts['reading'], more: Partial<SaidFacts> = {}): SaidFacts => ({
  reading,
  press: null,
  isNamed: false,
  promotion: null,
  question: null,
  isOut: false,
  ...more,
});
const pressed = (
  reading: SaidFacts['reading'],
  press: Partial<NonNullable<SaidFacts['press']>> = {}
): SaidFacts => typed(reading, { press: { mark: null, isKnown: true, ...press } });

const promotion = { holds: false };
const unknown = { isKnown: false };

describe('what a message does to consent', () => {
  it.each<[string, SaidFacts, ReturnType<typeof decideSaid>]>([
    [
      'press on a button marked for marketing',
      pressed(null, { mark: 'marketing' }),
      'out-of-marketing',
    ],
    ['press on a button marked for all', pressed('unsure', { mark: 'all' }), 'out'],
    ['press elsewhere, sure title', pressed('sure'), 'out-of-marketing'],
    ['press on a message nobody knows, sure title', pressed('sure', unknown), 'out-of-marketing'],
    ['press on ours, "Red" as a colour', pressed('unsure'), 'nothing'],
    ['press on ours, any title', pressed(null), 'nothing'],
    ['press on ours, a title near leaving', pressed('near'), 'nothing'],
    ['press on a message nobody knows, "Cancel"', pressed('unsure', unknown), 'ask'],
    ['press on "Start" by who is out', { ...pressed('start'), isOut: true }, 'nothing'],
    ['STOP', typed('sure'), 'out'],
    [
      'the named word while a question waits that offers it',
      typed('unsure', { isNamed: true, question: { takes: true } }),
      'out',
    ],
    ['STOP while a question waits', typed('sure', { question: { takes: true } }), 'out'],
    ['the word that the promotion names', typed(null, { isNamed: true }), 'out'],
    [
      '"Red" as the answer of a question',
      typed('unsure', { question: { takes: true } }),
      'nothing',
    ],
    [
      '"İptal" while a question waits that does not offer it',
      typed('unsure', { question: { takes: false } }),
      'ask',
    ],
    ['"İptal" after a promotion', typed('unsure', { promotion }), 'out-of-marketing'],
    ['"Red" after "red or blue?"', typed('unsure', { promotion: { holds: true } }), 'ask'],
    ['"Dur" out of the blue', typed('unsure'), 'ask'],
    ['"please take me off your list"', typed('near'), 'ask'],
    ['START by who is out', typed('start', { isOut: true }), 'in'],
    ['START by who is in', typed('start'), 'nothing'],
    [
      'START while a question waits',
      typed('start', { isOut: true, question: { takes: true } }),
      'nothing',
    ],
    ['anything else', typed(null, { promotion }), 'nothing'],
  ])('[O-17] [O-18] [O-24] %s', (_what, facts, wanted) => {
    expect(decideSaid(facts)).toBe(wanted);
  });

  const facts = fc.record<SaidFacts>({
    reading: fc.constantFrom(
      'sure' as const,
      'unsure' as const,
      'near' as const,
      'start' as const,
      null
    ),
    press: fc.option(
      fc.record({
        mark: fc.constantFrom('marketing' as const, 'all' as const, null),
        isKnown: fc.boolean(),
      })
    ),
    isNamed: fc.boolean(),
    promotion: fc.option(fc.record({ holds: fc.boolean() })),
    question: fc.option(fc.record({ takes: fc.boolean() })),
    isOut: fc.boolean(),
  });

  it('[O-17] a sure word that is typed ends both, whatever else is so', () => {
    fc.assert(
      fc.property(facts, (one) => {
        expect(decideSaid({ ...one, reading: 'sure', press: null })).toBe('out');
      })
    );
  });

  it('[O-18] a press ends order notices only where the template says so, and never opts in', () => {
    fc.assert(
      fc.property(facts, (one) => {
        if (one.press === null) return;
        const decision = decideSaid(one);
        expect(decision === 'out').toBe(one.press.mark === 'all');
        expect(decision).not.toBe('in');
      })
    );
  });

  it('[O-17] is done by its decision, but for a single word that the team has to decide about', () => {
    expect([isSettledBy('out', 'sure'), isSettledBy('in', 'start')]).toEqual([true, true]);
    expect([isSettledBy('ask', 'near'), isSettledBy('ask', 'unsure')]).toEqual([true, false]);
    expect(isSettledBy('nothing', 'unsure')).toBe(false);
  });
});
