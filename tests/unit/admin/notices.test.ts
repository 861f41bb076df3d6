import { readSettings } from '../../../admin/src/shared/notices/model';
import { newsOf, seenOf, titleWith } from '../../../admin/src/shared/notices/news';

const row = (id: number, unread: number, lastMessageAt = 100 - id) => ({
  id,
  unread,
  lastMessageAt,
});

describe('what is news', () => {
  it('is nothing of what waited before the page was opened', () => {
    expect(newsOf(null, [row(1, 3)])).toEqual([]);
  });

  it('is a conversation with more unread messages than before, or one that was not there', () => {
    const seen = seenOf([row(1, 1), row(2, 2)], false);
    const now = [row(1, 2), row(2, 2), row(3, 1)];
    expect(newsOf(seen, now).map(({ id }) => id)).toEqual([1, 3]);
  });

  it('is not what was read meanwhile', () => {
    const seen = seenOf([row(1, 5)], false);
    expect(newsOf(seen, [row(1, 1)])).toEqual([]);
  });

  it('is not what stood behind those that were looked at and moves up when one of them is read', () => {
    const seen = seenOf([row(1, 1), row(2, 1)], true);
    const now = [row(4, 1, 200), row(2, 1), row(3, 7)];
    expect(newsOf(seen, now).map(({ id }) => id)).toEqual([4]);
  });
});

describe('the title of the tab', () => {
  it.each([
    ['Inbox', 3, '(3) Inbox'],
    ['(3) Inbox', 4, '(4) Inbox'],
    ['(3) Inbox', 0, 'Inbox'],
    ['(99+) Content', 1, '(1) Content'],
    ['Content', 120, '(99+) Content'],
    ['(2024) report', 0, '(2024) report'],
  ])('%s with %i unread is %s', (title, unread, wanted) => {
    expect(titleWith(title, unread)).toBe(wanted);
  });

  it('is the same when it is written twice', () => {
    const once = titleWith('Inbox', 7);
    expect(titleWith(once, 7)).toBe(once);
  });
});

describe('the agent’s choice', () => {
  it('is off until it was switched on, and whatever is not understood is off', () => {
    const off = { browser: false, sound: false, which: 'all' };
    for (const text of [null, '', '{', 'null', '[]', '{"browser":"yes","which":"x"}'])
      expect(readSettings(text)).toEqual(off);
    expect(readSettings('{"browser":true,"sound":true,"which":"mine"}')).toEqual({
      browser: true,
      sound: true,
      which: 'mine',
    });
  });
});
