import fc from 'fast-check';
import {
  catchUpAfter,
  waitAfter,
  type CatchUp,
  type Gap,
} from '../../../server/src/runtime/domain/gap';
import { engineConfigSchema } from '../../../server/src/runtime/config';

const MINUTE = 60_000;
const STEPS = engineConfigSchema.parse({}).catchUp;
const down = (from: number, to: number): Gap => ({ from, to, reason: 'down' });
const after = (...gaps: Gap[]): CatchUp | null =>
  gaps.reduce<CatchUp | null>((before, gap) => catchUpAfter(before, gap, STEPS), null);

describe('the wait after a time in which webhooks could not be taken', () => {
  it.each([
    [10_000, 1],
    [10_001, 5],
    [MINUTE, 5],
    [10 * MINUTE, 15],
    [60 * MINUTE, 30],
    [60 * MINUTE + 1, 60],
  ])('of %d ms is %d minutes', (ms, minutes) => {
    expect(waitAfter(STEPS, ms)).toBe(minutes * MINUTE);
    expect(after(down(1_000, 1_000 + ms))).toMatchObject({
      until: 1_000 + ms + minutes * MINUTE,
      awayMs: ms,
    });
  });

  it('of two that run into each other the longer one counts', () => {
    const both = after(down(0, 5 * MINUTE), down(6 * MINUTE, 6 * MINUTE + 5_000));
    expect(both).toMatchObject({ until: 20 * MINUTE, awayMs: 5 * MINUTE + 5_000 });
    const apart = after(down(0, 5_000), down(10 * MINUTE, 10 * MINUTE + 5_000));
    expect(apart).toMatchObject({ from: 10 * MINUTE, until: 11 * MINUTE + 5_000, awayMs: 5_000 });
  });

  it('knows nothing is missing only while nobody was away', () => {
    const refused: Gap = { from: 2_000, to: 3_000, reason: 'refused' };
    expect(after(refused)?.reason).toBe('refused');
    expect(after(down(0, 1_000), refused)?.reason).toBe('down');
    expect(after(refused, down(3_500, 9_000))?.reason).toBe('down');
  });

  it('of one closing that is heard of in parts is measured whole', () => {
    const refused: Gap = { from: 0, to: 1_000, reason: 'refused' };
    const hours = after(refused, down(500, 180 * MINUTE));
    expect(hours).toMatchObject({ until: 240 * MINUTE, reason: 'down', awayMs: 180 * MINUTE });
    const grown = after(refused, { ...refused, to: 90 * MINUTE });
    expect(grown).toMatchObject({ until: 150 * MINUTE, firstTo: 90 * MINUTE });
  });

  it('of more than an hour is measured from its own end, whatever was before', () => {
    const late = after(down(0, 5_000), down(50_000, 120 * MINUTE));
    expect(late?.until).toBe(180 * MINUTE);
  });

  it('goes on an hour after the first gap, however often the door shuts after it', () => {
    const gap = fc.tuple(fc.integer({ min: 1, max: 55_000 }), fc.integer({ min: 1, max: 20_000 }));
    fc.assert(
      fc.property(fc.array(gap, { minLength: 1, maxLength: 400 }), (parts) => {
        let at = 0;
        let known: CatchUp | null = null;
        for (const [open, shut] of parts) {
          at += open + shut;
          known = catchUpAfter(known, down(at - shut, at), STEPS);
          expect(known.until).toBeGreaterThanOrEqual(at);
          expect(known.until).toBeLessThanOrEqual(Math.max(at, known.firstTo + 60 * MINUTE));
        }
        // Gaps less than a minute apart are one trouble.
        const [[open, shut] = [0, 0]] = parts;
        expect(known?.firstTo).toBe(open + shut);
      })
    );
  });
});
