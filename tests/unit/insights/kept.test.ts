import type { Clock } from '../../../server/src/kernel/clock';
import { createKept } from '../../../server/src/insights/kept';

const stoppedClock = () => {
  const time = { now: 1_000_000 };
  const clock: Clock = {
    now: () => time.now,
    monotonic: () => time.now,
    sleep: () => Promise.resolve(),
  };
  return { clock, time };
};

describe('what takes long to count', () => {
  it('is counted once for all who ask meanwhile, and again a second later', async () => {
    const { clock, time } = stoppedClock();
    const count = jest.fn((id: number) => Promise.resolve(id * 2));
    const kept = createKept(clock, count);
    expect(await Promise.all([kept(3), kept(3)])).toEqual([
      { value: 6, at: 1_000_000, againIn: 0 },
      { value: 6, at: 1_000_000, againIn: 1_000 },
    ]);
    time.now += 999;
    expect((await kept(3)).againIn).toBe(1);
    expect(count).toHaveBeenCalledTimes(1);
    time.now += 1;
    expect(await kept(3)).toMatchObject({ at: 1_001_000, againIn: 0 });
    expect(count).toHaveBeenCalledTimes(2);
  });

  it('is counted at once when something was decided since', async () => {
    const { clock } = stoppedClock();
    const count = jest.fn((id: number) => Promise.resolve(id));
    const kept = createKept(clock, count);
    await kept(3, 'running');
    await kept(3, 'running');
    await kept(3, 'completed');
    expect(count).toHaveBeenCalledTimes(2);
  });

  it('is kept for ten times as long as it took', async () => {
    const { clock, time } = stoppedClock();
    const count = jest.fn(() => {
      time.now += 5_000;
      return Promise.resolve('slow');
    });
    const kept = createKept(clock, count);
    await kept(1);
    time.now += 49_999;
    await kept(1);
    expect(count).toHaveBeenCalledTimes(1);
    time.now += 1;
    await kept(1);
    expect(count).toHaveBeenCalledTimes(2);
  });

  it('is asked again after a failure, and forgotten where fifty others were asked since', async () => {
    const { clock } = stoppedClock();
    const count = jest.fn((id: number) => Promise.resolve(id));
    count.mockRejectedValueOnce(new Error('away'));
    const kept = createKept(clock, count);
    await expect(kept(0)).rejects.toThrow('away');
    expect((await kept(0)).value).toBe(0);
    for (let id = 1; id <= 50; id += 1) await kept(id);
    const before = count.mock.calls.length;
    await kept(50);
    expect(count).toHaveBeenCalledTimes(before);
    await kept(0);
    expect(count).toHaveBeenCalledTimes(before + 1);
  });
});
