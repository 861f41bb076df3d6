import { freeEntryOf, isFreeEntry } from '../../../server/src/conversations/domain/free-entry';
import { SAFETY_MS, WINDOW_MS } from '../../../server/src/conversations/domain/window';

const AD = 1_000_000;
const windowExpiresAt = AD + WINDOW_MS;

describe('the free entry point after an ad', () => {
  it('says until when an answer opens it, while the ad’s message waits for one', () => {
    const waiting = { adAt: AD, freeUntil: null, waitingSince: AD, windowExpiresAt };
    expect(freeEntryOf(waiting, AD)).toEqual({ until: null, answerBy: AD + WINDOW_MS });
    expect(freeEntryOf({ ...waiting, waitingSince: AD - 9 }, AD).answerBy).toBe(AD + WINDOW_MS);
    expect(freeEntryOf(waiting, AD + WINDOW_MS)).toEqual({ until: null, answerBy: null });
    const later = { ...waiting, windowExpiresAt: AD + 2 * WINDOW_MS };
    expect(freeEntryOf(later, AD + WINDOW_MS)).toEqual({ until: null, answerBy: null });
  });

  it('promises nothing where Meta has closed the window', () => {
    const refused = { adAt: AD, freeUntil: null, waitingSince: AD, windowExpiresAt: AD + 1 };
    expect(freeEntryOf(refused, AD + 1)).toEqual({ until: null, answerBy: null });
  });

  it('promises nothing for an ad’s message that was answered without Meta making it free', () => {
    const none = { until: null, answerBy: null };
    const row = { adAt: AD, freeUntil: null, windowExpiresAt };
    expect(freeEntryOf({ ...row, waitingSince: null }, AD + 1)).toEqual(none);
    expect(freeEntryOf({ ...row, waitingSince: AD + 1 }, AD + 2)).toEqual(none);
    expect(freeEntryOf({ ...row, adAt: null, waitingSince: AD }, AD)).toEqual(none);
  });

  it('holds until the end that Meta named, a moment before it no more', () => {
    const row = { adAt: AD, freeUntil: AD + 100_000, waitingSince: AD, windowExpiresAt };
    expect(freeEntryOf(row, AD)).toEqual({ until: AD + 100_000, answerBy: null });
    expect(isFreeEntry(row, AD + 100_000 - SAFETY_MS - 1)).toBe(true);
    expect(isFreeEntry(row, AD + 100_000 - SAFETY_MS)).toBe(false);
    expect(isFreeEntry({ freeUntil: null }, AD)).toBe(false);
  });
});
