import { codeOf, MOST_TRIES, senderOf, stateOf } from '../../../server/src/testers/domain/code';
import { codesIn } from '../../../server/src/opt-in/domain/code';

const of = (text: string | null) => codeOf(text, codesIn);
const waiting = {
  phone: '+905321112233',
  codeKey: 'a'.repeat(64),
  codeUntil: 1_000,
  tries: 0,
  confirmedAt: null,
};
const key = waiting.codeKey;

describe('the code of a tester', () => {
  it('is the whole message, however it was typed', () => {
    for (const text of ['K7F3-9Q2M', ' k7f3-9q2m\n', 'K7F39Q2M', 'k7f3 9q2m', 'K7F3–9Q2M'])
      expect(of(text)).toBe('K7F3-9Q2M');
  });

  it('is no part of a message that says anything else', () => {
    for (const text of ['Code: K7F3-9Q2M', 'K7F3-9Q2M please', 'K7F3-9Q2', 'merhaba!', '', null])
      expect(of(text)).toBeNull();
  });

  it('works until its time is over, or too many wrong ones came', () => {
    expect(stateOf(waiting, 999)).toBe('waiting');
    expect(stateOf(waiting, 1_000)).toBe('expired');
    expect(stateOf({ ...waiting, tries: MOST_TRIES }, 999)).toBe('expired');
    expect(stateOf({ ...waiting, codeKey: null, confirmedAt: 5 }, 999)).toBe('confirmed');
  });

  it('counts from the number that was typed, in any spelling, and from who shows no number', () => {
    const from = (waId: string | null, phone: string | null = null) =>
      senderOf([waiting], { waId, phone }, key);
    expect(from('905321112233')).toBe(waiting);
    expect(from(null, '+90 532 111 22 33')).toBe(waiting);
    expect(from(null)).toBe(waiting);
    expect(from('905329999999')).toBeNull();
    const mexican = { ...waiting, phone: '+525512345678' };
    expect(senderOf([mexican], { waId: '5215512345678', phone: null }, key)).toBe(mexican);
    expect(senderOf([waiting], { waId: null, phone: null }, 'b'.repeat(64))).toBeNull();
  });
});
