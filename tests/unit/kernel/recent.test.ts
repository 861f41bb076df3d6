import { recent } from '../../../server/src/kernel/recent';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('recent', () => {
  let now = 0;
  const clock = { monotonic: () => now };

  it('answers the last value at once and reads a new one when it is old', async () => {
    let next = 5;
    const read = jest.fn((keep: (value: number) => void) =>
      Promise.resolve().then(() => keep(next))
    );
    const value = recent(clock, 1_000, read);
    expect(value()).toBe(0);
    await turn();
    expect(value()).toBe(5);
    next = 7;
    now += 999;
    expect(value()).toBe(5);
    await turn();
    expect(read).toHaveBeenCalledTimes(1);
    now += 1;
    expect(value()).toBe(5);
    await turn();
    expect(value()).toBe(7);
  });

  it('starts no second read while one is under way', async () => {
    let end = () => undefined as void;
    const read = jest.fn(() => new Promise<void>((resolve) => (end = resolve)));
    const value = recent(clock, 10, read);
    value();
    now += 100;
    value();
    expect(read).toHaveBeenCalledTimes(1);
    end();
    await turn();
    now += 100;
    value();
    expect(read).toHaveBeenCalledTimes(2);
  });
});
