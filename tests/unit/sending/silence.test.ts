import { createSilence } from '../../../server/src/sending/domain/silence';

const createStage = () => {
  let now = 0;
  const told: boolean[] = [];
  const silence = createSilence(
    () => now,
    (isSilent) => told.push(isSilent)
  );
  return { silence, told, pass: (ms: number) => (now += ms) };
};

describe('whether Meta answers', () => {
  it('is asked after five unknown outcomes in a row, and not after five with an answer between', () => {
    const { silence, told } = createStage();
    for (let i = 0; i < 4; i += 1) expect(silence.heard('uncertain')).toBe(0);
    expect(silence.heard('accepted')).toBe(0);
    for (let i = 0; i < 4; i += 1) expect(silence.heard('uncertain')).toBe(0);
    expect(silence.isSilent()).toBe(false);
    expect(silence.heard('uncertain')).toBe(5_000);
    expect(silence.isSilent()).toBe(true);
    expect(told).toEqual([true]);
  });

  it.each(['accepted', 'refused', 'probable'] as const)('%s is an answer', (kind) => {
    const { silence, told } = createStage();
    for (let i = 0; i < 5; i += 1) silence.heard('uncertain');
    silence.heard('not-sent');
    expect(silence.isSilent()).toBe(true);
    silence.heard(kind);
    expect(silence.isSilent()).toBe(false);
    expect(told).toEqual([true, false]);
  });

  it('rests longer each time, a minute at most, and counts nothing that was under way', () => {
    const { silence, pass } = createStage();
    for (let i = 0; i < 5; i += 1) silence.heard('uncertain');
    expect(silence.heard('uncertain')).toBe(0);
    const rests = Array.from({ length: 6 }, () => {
      pass(60_000);
      return silence.heard('uncertain');
    });
    expect(rests).toEqual([10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
    silence.heard('accepted');
    for (let i = 0; i < 4; i += 1) silence.heard('uncertain');
    expect(silence.heard('uncertain')).toBe(5_000);
    expect(silence.stillSilent()).toBe(10_000);
  });
});
