import {
  insertMention,
  noteParts,
  offeredPeople,
  stillNamed,
  typedMention,
} from '../../../../admin/src/pages/Inbox/team/mention-model';
import { withNotes } from '../../../../admin/src/pages/Inbox/team/thread-notes';
import { threadRows } from '../../../../admin/src/pages/Inbox/model/thread';
import { messageOf } from '../../../support/message-views';

const can = { id: 1, name: 'Can' };
const canan = { id: 2, name: 'Canan Öz' };

describe('naming a colleague in a note', () => {
  it('begins with an @ after a space or at the start, and not in an address', () => {
    expect(typedMention('@Ca', 3)).toEqual({ from: 0, to: 3, word: 'Ca' });
    expect(typedMention('sor @', 5)).toEqual({ from: 4, to: 5, word: '' });
    expect(typedMention('ali@example', 11)).toBeNull();
    expect(typedMention('@Can geldi', 10)).toBeNull();
  });

  it('offers those whose name has what was typed', () => {
    expect(offeredPeople([can, canan], 'öz')).toEqual([canan]);
    expect(offeredPeople([can, canan], 'ca')).toEqual([can, canan]);
    expect(offeredPeople([can, canan], '')).toEqual([can, canan]);
  });

  it('offers names that begin with it first, then those with such a word, then the rest, whichever i is typed', () => {
    const named = (...names: string[]) => names.map((name, index) => ({ id: index + 1, name }));
    const order = (names: string[], word: string) =>
      offeredPeople(named(...names), word).map(({ name }) => name);
    const team = ['Ece Aslan', 'Can Lale', 'Lale Şen', 'Defne Laçin'];
    expect(order(team, 'La')).toEqual(['Lale Şen', 'Can Lale', 'Defne Laçin', 'Ece Aslan']);
    for (const word of ['İ', 'i', 'I', 'ı'])
      expect(order(['Ali Vural', 'Defne İnce', 'Irmak Öz', 'İpek Ay'], word)).toEqual([
        'Irmak Öz',
        'İpek Ay',
        'Defne İnce',
        'Ali Vural',
      ]);
  });

  it('puts the name in place of what was typed, with one space behind it', () => {
    expect(insertMention('sor @ca bugün', { from: 4, to: 7 }, 'Can')).toEqual({
      text: 'sor @Can bugün',
      caret: 9,
    });
  });

  it('counts those whose name still stands there, and tells a longer name from a shorter', () => {
    expect(stillNamed('@Canan Öz bakar mı', [canan])).toEqual([2]);
    expect(stillNamed('kimse', [can, canan])).toEqual([]);
    expect(stillNamed('@Canan Öz bakar mı', [can, canan])).toEqual([2]);
    expect(stillNamed('@Can ve @Canan Öz', [can, canan])).toEqual([1, 2]);
    expect(noteParts('sor @Canan Öz!', [can, canan])).toEqual([
      { text: 'sor ', isName: false },
      { text: '@Canan Öz', isName: true },
      { text: '!', isName: false },
    ]);
  });
});

describe('notes in a thread', () => {
  const note = (id: number, at: number) => ({
    id,
    conversationId: 1,
    at,
    changedAt: null,
    author: can,
    authorName: 'Can',
    text: `note ${id}`,
    mentions: [],
  });
  const keys = (notes: ReturnType<typeof note>[]) =>
    withNotes(threadRows([messageOf(1), messageOf(2)], null), notes).map(({ key }) => key);

  it('stand between the messages by their time, the newest last', () => {
    const at = (id: number) => messageOf(id).at;
    expect(keys([note(9, at(2) + 5), note(8, at(1) + 5)])).toEqual(['m1', 'n8', 'm2', 'n9']);
  });
  it('are there without any message', () => {
    expect(withNotes([], [note(1, 5)]).map(({ key }) => key)).toEqual(['n1']);
  });
});
