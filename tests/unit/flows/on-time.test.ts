import { createOnTime } from '../../../server/src/flows/on-time';

const looks = (inMs: number | null) => {
  const stop = new AbortController();
  const slept: number[] = [];
  let woken = 0;
  let wakeUp = () => {};
  const onTime = createOnTime({
    next: (withinMs) => Promise.resolve(inMs !== null && inMs <= withinMs ? inMs : null),
    wake: () => void (woken += 1),
    clock: {
      sleep: (ms) => {
        slept.push(ms);
        return new Promise<void>((resolve) => (wakeUp = resolve));
      },
    },
    stop: stop.signal,
  });
  const rings = async () => {
    wakeUp();
    await Promise.resolve();
  };
  return { onTime, rings, stop, slept, woken: () => woken };
};

describe('waits that end between two ticks', () => {
  it('[B-16] wake the runner when they end, not at the tick after that', async () => {
    const look = looks(320);
    await look.onTime();
    expect(look.slept).toEqual([320]);
    expect(look.woken()).toBe(0);
    await look.rings();
    expect(look.woken()).toBe(1);
  });

  it.each([null, 5_000])('need no look of their own when the next ends in %s ms', async (inMs) => {
    const look = looks(inMs);
    await look.onTime();
    expect(look.slept).toEqual([]);
  });

  it('wake nobody in a process that stops', async () => {
    const look = looks(320);
    await look.onTime();
    look.stop.abort();
    await look.rings();
    expect(look.woken()).toBe(0);
  });
});
