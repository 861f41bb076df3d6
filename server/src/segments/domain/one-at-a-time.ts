import { DomainError } from '../../kernel/errors';

/** A count that has not begun. */
interface Waiting {
  readonly begin: () => void;
  readonly drop: () => void;
}

const stillCounting = () =>
  new DomainError('still-counting', 'a newer preview took the place of this one', {
    status: 429,
    remedy: 'Wait a moment.',
  });

/**
 * Each person has one count at a time, and one that waits for it: the newest. A page that asks again has no use for what it
 * asked before, so that is refused, never the count of the last change.
 */
export const oneAtATime = () => {
  /** Of each person whose count runs: the one that waits for it. */
  const turns = new Map<number, Waiting | null>();
  const turnOf = async (userId: number): Promise<void> => {
    const isFirst = !turns.has(userId);
    turns.get(userId)?.drop();
    if (isFirst) {
      turns.set(userId, null);
      return;
    }
    await new Promise<void>((resolve, reject) => {
      turns.set(userId, { begin: resolve, drop: () => reject(stillCounting()) });
    });
  };
  const end = (userId: number): void => {
    const next = turns.get(userId);
    if (next) {
      turns.set(userId, null);
      next.begin();
    } else turns.delete(userId);
  };
  return async <T>(userId: number, count: () => Promise<T>): Promise<T> => {
    await turnOf(userId);
    try {
      return await count();
    } finally {
      end(userId);
    }
  };
};
