import { DomainError } from '../../../server/src/kernel/errors';
import { createTally } from '../../../server/src/webhook/domain/parked-tally';
import { reasonOf } from '../../../server/src/webhook/domain/reason';
import { createParkedNews } from '../../../server/src/webhook/parked-news';

const withCode = (code: string) => Object.assign(new Error('driver'), { code });

describe('why something was parked', () => {
  it.each([
    [new DomainError('no-person', 'names nobody'), 'no-person'],
    [new DomainError('whose-id', 'does not say whose'), 'whose-id'],
    [new DomainError('phone-invalid', 'no number'), 'refused'],
    [new DomainError('busy', 'not now', { status: 503 }), 'refused'],
    [new SyntaxError('no JSON'), 'unreadable'],
    [withCode('22P02'), 'not-storable'],
    [withCode('ER_DATA_TOO_LONG'), 'not-storable'],
    [withCode('23514'), 'database'],
    [withCode('ER_LOCK_DEADLOCK'), 'database'],
    [withCode('SQLITE_CONSTRAINT_TRIGGER'), 'database'],
    // Of the network, not of a database, and as long as one.
    [withCode('EPIPE'), 'error'],
    [new Error('anything'), 'error'],
    ['a thrown text', 'error'],
    [null, 'error'],
  ])('[L-10] %s is %s', (error, reason) => {
    expect(reasonOf(error)).toBe(reason);
  });
});

describe('the tally of what was parked', () => {
  const message = { kind: 'message', reason: 'no-person' } as const;
  const status = { kind: 'status', reason: 'error' } as const;

  it('[L-10] tells a pair of kind and reason at once and then once a minute, with how many it was', () => {
    const tally = createTally(60_000);
    tally.note(message);
    expect(tally.due(0)).toEqual([{ ...message, count: 1 }]);
    for (let n = 0; n < 10_000; n += 1) tally.note(message);
    tally.note(status);
    expect(tally.due(1_000)).toEqual([{ ...status, count: 1 }]);
    expect(tally.waitMs(1_000)).toBe(59_000);
    expect(tally.due(59_999)).toEqual([]);
    expect(tally.due(60_000)).toEqual([{ ...message, count: 10_000 }]);
    expect(tally.due(180_000)).toEqual([]);
    expect(tally.waitMs(180_000)).toBeNull();
  });

  it('[L-10] gives away at the end what was not reported yet, once', () => {
    const tally = createTally(60_000);
    tally.note(message);
    tally.due(0);
    tally.note(message);
    expect(tally.rest(1)).toEqual([{ ...message, count: 1 }]);
    expect(tally.rest(2)).toEqual([]);
  });
});

describe('the news of what was parked', () => {
  const parked = { kind: 'message', reason: 'error' } as const;
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const newsOf = () => {
    const told: number[][] = [];
    const clock = {
      now: () => Date.now(),
      monotonic: () => Date.now(),
      sleep: () => Promise.resolve(),
    };
    const news = createParkedNews(clock, (lines) => told.push(lines.map(({ count }) => count)));
    return { news, told };
  };

  it('[L-10] comes a second after the first, again each second for the count, and each minute for the log', () => {
    const { news, told } = newsOf();
    news.note(parked);
    news.note(parked);
    jest.advanceTimersByTime(999);
    expect(told).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(told).toEqual([[2]]);
    news.note(parked);
    jest.advanceTimersByTime(1_000);
    expect(told).toEqual([[2], []]);
    jest.advanceTimersByTime(59_000);
    expect(told).toEqual([[2], [], [1]]);
    jest.advanceTimersByTime(600_000);
    expect(told).toHaveLength(3);
  });

  it('[L-10] is reported at the shutdown without waiting', () => {
    const { news, told } = newsOf();
    news.note(parked);
    news.flush();
    expect(told).toEqual([[1]]);
    news.flush();
    jest.advanceTimersByTime(600_000);
    expect(told).toEqual([[1]]);
  });
});
