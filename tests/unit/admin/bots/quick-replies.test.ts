import fc from 'fast-check';
import {
  insertReply,
  nextOpen,
  offered,
  typedShortcut,
} from '../../../../admin/src/pages/Inbox/quick-replies/model';
import { replyErrors, searchReplies } from '../../../../admin/src/pages/QuickReplies/model';
import type { QuickReplyView } from '../../../../server/src/contracts/quick-replies';

const reply = (id: number, shortcut: string, text = 'x'): QuickReplyView => ({
  id,
  shortcut,
  text,
  file: null,
  shared: true,
  used: 0,
  changedAt: 1,
});
const all = [
  reply(1, '/kargo', 'Kargonuz yolda'),
  reply(2, '/İade', 'İade adımları'),
  reply(3, '/takip-kargo', 'Takip numaranız'),
];
const names = (word: string) => offered(all, word).map(({ shortcut }) => shortcut);

describe('the shortcut that is typed', () => {
  it('[Q-03] begins the text or follows a space, and ends at the caret', () => {
    expect(typedShortcut('/kar', 4)).toEqual({ from: 0, to: 4, word: 'kar' });
    expect(typedShortcut('Merhaba /kar ve', 12)).toEqual({ from: 8, to: 12, word: 'kar' });
    expect(typedShortcut('/', 1)).toEqual({ from: 0, to: 1, word: '' });
    expect(typedShortcut('1/2', 3)).toBeNull();
    expect(typedShortcut('http://x', 8)).toBeNull();
    expect(typedShortcut('/kar go', 7)).toBeNull();
  });

  it('[Q-03] offers what fits, by the start of the shortcut first, whatever the case', () => {
    expect(names('KAR')).toEqual(['/kargo', '/takip-kargo']);
    expect(names('iad')).toEqual(['/İade']);
    expect(names('numara')).toEqual(['/takip-kargo']);
    expect(names('zzz')).toEqual([]);
    expect(names('')).toHaveLength(3);
  });
});

describe('an inserted reply', () => {
  const values = { first_name: 'Ayşe', email: null };

  it('[Q-05] [Q-06] stands in place of the shortcut, filled, with the rest of the text kept', () => {
    const text = 'Selam /kargo bekliyorum';
    expect(
      insertReply(text, { from: 6, to: 12 }, { reply: { text: '{{first_name}}, yolda.' }, values })
    ).toEqual({ text: 'Selam Ayşe, yolda. bekliyorum', selection: [18, 18] });
  });

  it('[Q-06] leaves the first open variable selected, and Tab finds the next', () => {
    const { text, selection } = insertReply(
      '/x',
      { from: 0, to: 2 },
      { reply: { text: '{{email}} ve {{phone}}' }, values }
    );
    expect(text.slice(...selection)).toBe('{{email}}');
    const next = nextOpen(text, selection);
    expect(next && text.slice(...next)).toBe('{{phone}}');
    // Behind all of them it begins again; on the last one Tab is free to leave the field.
    expect(next && nextOpen(text, next)).toBeNull();
    expect(nextOpen(text, [text.length, text.length])).toEqual(selection);
    expect(nextOpen('nothing open', [3, 3])).toBeNull();
  });

  it('never loses a character around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, after, inside) => {
        const place = { from: before.length, to: before.length };
        const { text } = insertReply(before + after, place, {
          reply: { text: inside },
          values: {},
        });
        expect(text.startsWith(before)).toBe(true);
        expect(text.endsWith(after)).toBe(true);
      })
    );
  });
});

describe('the form of a quick reply', () => {
  const form = { shortcut: '/ok', text: 'x', file: null, shared: true };

  it('[Q-02] tells at the field what is wrong', () => {
    expect(replyErrors(form)).toEqual({});
    for (const shortcut of ['', '/', 'kargo', '/a b', `/${'x'.repeat(40)}`])
      expect(replyErrors({ ...form, shortcut })).toHaveProperty('shortcut');
    expect(replyErrors({ ...form, text: '  ' })).toHaveProperty('text');
    expect(replyErrors({ ...form, text: '{{frist_name}}' })).toEqual({
      text: 'error.unknown-variable',
    });
  });

  it('is found by shortcut and text', () => {
    expect(searchReplies(all, 'yolda').map(({ id }) => id)).toEqual([1]);
    expect(searchReplies(all, '')).toHaveLength(3);
    expect(searchReplies(all, 'IADE').map(({ id }) => id)).toEqual([2]);
    const more = [reply(4, '/vip', 'VIP'), reply(5, '/adres', 'Straße, Łódź')];
    expect(searchReplies(more, 'vip').map(({ id }) => id)).toEqual([4]);
    expect(searchReplies(more, 'strasse, lodz').map(({ id }) => id)).toEqual([5]);
  });
});
