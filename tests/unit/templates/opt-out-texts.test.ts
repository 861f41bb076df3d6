import type { DraftButton } from '../../../server/src/contracts/template-draft';
import { optOutMark } from '../../../server/src/contracts/template-rules';
import { draftOf } from '../../../server/src/templates/draft-of';
import {
  optOutMarkOfText,
  optOutTextsOf,
  type OptOutTexts,
} from '../../../server/src/templates/domain/opt-out-texts';

type Reply = Extract<DraftButton, { type: 'QUICK_REPLY' }>;
const reply = (text: string, optOut?: Reply['optOut']): Reply => ({
  type: 'QUICK_REPLY',
  text,
  ...(optOut === undefined ? {} : { optOut }),
});
const draft = (...buttons: DraftButton[]) => ({ category: 'MARKETING' as const, buttons });
const texts = (marketing: string[] | null, all: string[] | null = null): OptOutTexts => ({
  optOutTexts: marketing,
  optOutAllTexts: all,
});

describe('what a tap on a button ends', () => {
  it.each([
    ['marketing', reply('Yeter', 'marketing')],
    ['all', reply('Yeter', 'all')],
    [null, reply('Yeter', false)],
    [null, reply('Yeter')],
    ['marketing', reply('Stop')],
    ['marketing', reply(' Abonelikten çık ', false)],
    ['all', reply('STOP', 'all')],
    // It may mean an order.
    [null, reply('İptal')],
    [null, reply('Stop by tomorrow')],
    [null, { type: 'URL', text: 'Unsubscribe', url: 'https://example.com', example: '' }],
  ] as const)('[O-18] is %s for %j', (mark, button) => {
    expect(optOutMark(button, { body: '', footer: '' })).toBe(mark);
  });

  it.each([
    ['all', 'Hepsini bitir'],
    ['marketing', ' Yeter '],
    // Exactly as it was written.
    [null, 'yeter'],
    [null, 'Göster'],
    ['marketing', 'STOP'],
    ['all', 'Unsubscribe'],
  ])('[O-18] is %s when "%s" is pressed', (mark, title) => {
    const marked = { ...texts(['Yeter'], ['Hepsini bitir', 'Unsubscribe']), components: [] };
    expect(optOutMarkOfText(marked, title)).toBe(mark);
  });

  it('[O-18] is read from the text of the template, where it names the title as the way out', () => {
    const footer = (text: string) => ({
      ...texts(null),
      components: [{ type: 'FOOTER', text }],
    });
    expect(optOutMarkOfText(footer('Çıkmak için DUR yazın'), 'Dur')).toBe('marketing');
    expect(optOutMarkOfText(footer('Çıkmak için RET yazın'), 'Dur')).toBeNull();
    expect(optOutMarkOfText(footer('Dur, bir bak!'), 'Dur')).toBeNull();
  });

  it('[O-18] is read from a sure word also where nothing was ever marked, or the template is gone', () => {
    for (const known of [{ ...texts(null), components: [] }, null]) {
      expect(optOutMarkOfText(known, 'Unsubscribe')).toBe('marketing');
      expect(optOutMarkOfText(known, 'İptal')).toBeNull();
    }
  });
});

describe('the marked texts of a template', () => {
  it('[O-18] are kept by what they end', () => {
    const buttons = [
      reply(' Çık ', 'marketing'),
      reply('Bitir', 'marketing'),
      reply('Hepsi', 'all'),
    ];
    expect(optOutTextsOf(null, draft(...buttons, reply('Satın al')))).toEqual(
      texts(['Çık', 'Bitir'], ['Hepsi'])
    );
    expect(optOutTextsOf(null, draft(reply('STOP'), reply('Satın al', false)))).toEqual(
      texts(null)
    );
  });

  it('[O-18] keep those of former buttons on customers’ phones, but not where they mean something else now', () => {
    const before = texts(['Çık'], ['Hepsi']);
    expect(optOutTextsOf(before, draft(reply('Bitir', 'marketing')))).toEqual(
      texts(['Bitir', 'Çık'], ['Hepsi'])
    );
    expect(optOutTextsOf(before, draft(reply('Çık'), reply('Hepsi')))).toEqual(texts(null));
  });

  it('[O-18] leave one mark for the other', () => {
    const before = texts(['Çık'], ['Hepsi']);
    const buttons = [reply('Çık', 'all'), reply('Hepsi', 'marketing')];
    expect(optOutTextsOf(before, draft(...buttons))).toEqual(texts(['Hepsi'], ['Çık']));
  });

  it('[O-18] come back as marks when the template is edited again', () => {
    const names = ['Çık', 'Hepsi', 'STOP'];
    const { draft: read } = draftOf({
      name: 'news',
      language: 'tr',
      category: 'MARKETING',
      parameterFormat: 'NAMED',
      components: [
        { type: 'BODY', text: 'Merhaba' },
        { type: 'BUTTONS', buttons: names.map((text) => ({ type: 'QUICK_REPLY', text })) },
      ],
      ...texts(['Çık'], ['Hepsi']),
    });
    // What its text says by itself is no mark: it goes when the text changes.
    expect(read.buttons).toEqual([reply('Çık', 'marketing'), reply('Hepsi', 'all'), reply('STOP')]);
  });
});
