import { mentionsWayOut, wayOutText } from '../../../server/src/contracts/template-rules';
import { optOutTextsOf } from '../../../server/src/templates/domain/opt-out-texts';

const draft = { body: 'Merhaba, yeni ürünler raflarda.', footer: '', buttons: [] };
const reply = (text: string, optOut?: boolean) => ({
  type: 'QUICK_REPLY' as const,
  text,
  ...(optOut === undefined ? {} : { optOut }),
});

describe('a way out of marketing', () => {
  it.each([
    ['a word in the footer', { footer: 'Çıkmak için DUR yazın.' }],
    ['a word in quotes', { body: 'New roast. Reply “end” and we go.' }],
    ['a sentence', { footer: 'Reply stop to unsubscribe' }],
    ['a sentence in Turkish', { footer: 'Abonelikten çıkmak için RET yazın' }],
    ['a button with such a word', { buttons: [reply('Abonelikten çık')] }],
    ['a button in capitals', { buttons: [reply('İPTAL')] }],
    ['a marked button with any words', { buttons: [reply('Yeter artık', true)] }],
  ])('[O-26] is %s', (_what, change) => {
    expect(mentionsWayOut({ ...draft, ...change })).toBe(true);
  });

  it('[O-26] is a link to the preference page, or one of the business’s own words', () => {
    const source = { kind: 'preferences' as const, field: 'code' as const };
    const bindings = { 'button.0': { source, fallback: null } };
    expect(mentionsWayOut(draft, { bindings })).toBe(true);
    const own = { ...draft, footer: 'Bitirmek için YETER yazın' };
    expect(mentionsWayOut(own)).toBe(false);
    expect(mentionsWayOut(own, { words: ['Yeter'] })).toBe(true);
  });

  it.each([
    ['nothing', {}],
    ['words that mean something else', { body: 'Our sale will end today. Dur, bir bak!' }],
    ['a text that is all capitals', { body: 'END OF SEASON SALE' }],
    ['another button', { buttons: [reply('Sipariş ver')] }],
  ])('[O-26] is not %s', (_what, change) => {
    expect(mentionsWayOut({ ...draft, ...change })).toBe(false);
  });

  it('its button speaks the language of the template, and fits on a button', () => {
    for (const language of ['tr', 'tr_TR', 'en_US', 'de'])
      expect(wayOutText(language).length).toBeLessThanOrEqual(25);
    expect(wayOutText('tr')).toBe('Abonelikten çık');
  });

  it('[O-18] old buttons on people’s phones keep working, but not where they mean something else now', () => {
    const of = (buttons: ReturnType<typeof reply>[]) => ({
      category: 'MARKETING' as const,
      buttons,
    });
    expect(optOutTextsOf(null, of([reply('Çık', true), reply('Satın al')]))).toEqual(['Çık']);
    expect(optOutTextsOf(['Çık'], of([reply('Bitir', true)]))).toEqual(['Bitir', 'Çık']);
    expect(optOutTextsOf(['Çık'], of([reply('Çık')]))).toBeNull();
  });
});
