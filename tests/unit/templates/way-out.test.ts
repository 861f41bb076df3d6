import {
  holdsAsOrdinaryWord,
  leadsOut,
  mentionsWayOut,
  namedWords,
  unmarkedWayOuts,
  wayOutText,
} from '../../../server/src/contracts/template-rules';

const draft = { body: 'Merhaba, yeni ürünler raflarda.', footer: '', buttons: [] };
const reply = (text: string, optOut?: false | 'marketing' | 'all') => ({
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
    ['a button in capitals', { buttons: [reply('STOP')] }],
    ['a marked button with any words', { buttons: [reply('Yeter artık', 'marketing')] }],
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
    ['a button that may mean something else', { buttons: [reply('İPTAL')] }],
    ['one answer of several', { body: 'Reply RED or BLUE' }],
    ['a button that may mean an order', { buttons: [reply('İPTAL')] }],
  ])('[O-26] is not %s', (_what, change) => {
    expect(mentionsWayOut({ ...draft, ...change })).toBe(false);
  });

  it('[O-18] a button leads out when it is marked, or says a sure word of ours or of the business', () => {
    const said = { body: '', footer: '' };
    expect(leadsOut(reply('Stop'), said)).toBe(true);
    expect(leadsOut(reply('Stop', false), said)).toBe(true);
    expect(leadsOut(reply('Red'), said)).toBe(false);
    expect(leadsOut(reply('Red', 'marketing'), said)).toBe(true);
    expect(leadsOut(reply('Yeter!'), said)).toBe(false);
    expect(leadsOut(reply('Yeter!'), { ...said, words: ['yeter'] })).toBe(true);
    expect(leadsOut({ type: 'PHONE_NUMBER', text: 'Stop', phone: '+90' }, said)).toBe(false);
  });

  it('its button speaks the language of the template, and fits on a button', () => {
    for (const language of ['tr', 'tr_TR', 'en_US', 'de'])
      expect(wayOutText(language).length).toBeLessThanOrEqual(25);
    expect(wayOutText('tr')).toBe('Abonelikten çık');
  });
});

describe('the words that a text names as the way out', () => {
  it.each([
    ['Write RET to leave', ['ret']],
    ['Merhaba Ayşe! Çıkmak için RET yazın.', ['ret']],
    ['ACME mesajlarından çıkmak için RET yazın', ['ret']],
    ['SMS almak istemiyorsanız RET yazıp gönderin', ['ret']],
    ['Mesaj almak istemiyorsanız DUR veya İPTAL yazın', ['dur', 'iptal']],
    ['İstemiyorsanız RET yazın', ['ret']],
    ['ÇIKMAK İÇİN RET YAZIN', ['ret']],
    ['WRITE RED TO LEAVE', ['red']],
    ['Kampanya mesajı almamak için HAYIR yazın', ['hayir']],
    ['Çıkış: RET', ['ret']],
    ['Yeni ürünler geldi.\nRET yazın', ['ret']],
    ['Reply “end” and we go.', ['end']],
    ["It's over? Write 'end' to leave", ['end']],
    ['Send *cancel* to unsubscribe', ['cancel']],
    ['Zum Abmelden ENDE schreiben', ['ende']],
    ['Pour vous désabonner, répondez ARRÊT', ['arret']],
    ['Para darse de baja responda BAJA', ['baja']],
    ['Para não receber mais, responda SAIR', ['sair']],
    ['Write YETER to leave', ['yeter']],
    ['Reply HAYIR to unsubscribe', ['hayir']],
    ['Çıkmak için HAYIR yazın', ['hayir']],
  ])('[O-17] %j', (text, wanted) => {
    expect(namedWords(text)).toEqual(wanted);
  });

  it.each([
    ['a choice', 'Reply RED or BLUE'],
    ['a choice beside the way out', 'RED or BLUE: write us to leave'],
    ['an answer to a question', 'Write RED?'],
    ['one of two answers', 'Gelmek için EVET, gelmemek için RET yazın'],
    ['something else that is cancelled', 'To cancel your appointment write CANCEL'],
    ['something else that is cancelled, in Turkish', 'Siparişi iptal etmek için İPTAL yazın'],
    ['capitals without a request', 'RED is the colour of the year'],
    ['capitals in another sentence', 'Shop RED now. Write to us to leave the list.'],
    ['quotes without a request', 'The “red” one is back'],
    ['a door', 'The sign says ÇIKIŞ'],
    ['a review', 'To leave a review of RED or BLUE write us'],
    ['a text that is all capitals', 'RED IS BACK, WRITE US'],
    ['a coupon that is declined', 'Bu kuponu istemiyorsanız HAYIR yazın'],
    ['an onion that is declined', 'Soğan istemiyorsanız “soğansız” yazın'],
    ['a coupon that is not taken', 'İndirim kuponu almamak için HAYIR yazın'],
    ['an appointment that is declined', 'Randevu istemezseniz RET yazın'],
    ['a queue that is left', 'Reply PASS to leave the waiting list'],
    ['part of a longer run', 'The END OF SEASON sale: write us to leave'],
    ['a word that leads to something else', 'Reply VIP to leave feedback'],
    ['a word that agrees', 'Reply YES for 10 % off, you can unsubscribe any time'],
    ['a word that is not emphasised', 'Write red to leave'],
  ])('[O-17] not %s', (_what, text) => {
    expect(namedWords(text)).toEqual([]);
  });

  it('[O-17] the business’s own words are among them', () => {
    expect(namedWords('Write YETER if you want no more messages')).toEqual([]);
    expect(namedWords('Write YETER if you want no more messages', ['Yeter'])).toEqual(['yeter']);
  });

  it('[O-17] anywhere else a word is an ordinary one', () => {
    expect(holdsAsOrdinaryWord('Write RED to leave', 'red')).toBe(false);
    expect(holdsAsOrdinaryWord('Red or blue? Write RED to leave', 'red')).toBe(true);
    expect(holdsAsOrdinaryWord('Reply RED or BLUE', 'Red')).toBe(true);
    expect(holdsAsOrdinaryWord('Prices reduced', 'red')).toBe(false);
    expect(holdsAsOrdinaryWord('Randevuyu iptal edelim mi?', 'İptal et')).toBe(true);
    expect(holdsAsOrdinaryWord('anything', '')).toBe(false);
  });
});

describe('a button that looks like the way out and is none', () => {
  it.each([
    ['Dur', ''],
    ['Cancel', ''],
    ['Opt out of offers', ''],
    ['Listeden çık', ''],
  ])('[O-26] is "%s" without a mark', (text, footer) => {
    expect(unmarkedWayOuts({ ...draft, footer, buttons: [reply('Göster'), reply(text)] })).toEqual([
      text,
    ]);
  });

  it.each([
    ['one that is marked', reply('Dur', 'marketing')],
    ['one of which somebody said that it ends nothing', reply('Dur', false)],
    ['one whose text is enough', reply('STOP')],
    ['one that names something else', reply('Mağazaya uğra')],
    ['a link', { type: 'URL' as const, text: 'Cancel', url: 'https://example.com', example: '' }],
  ])('[O-26] is not %s', (_what, button) => {
    expect(unmarkedWayOuts({ ...draft, buttons: [button] })).toEqual([]);
  });

  it('[O-26] is not one that the text itself names as the way out', () => {
    const named = { ...draft, footer: 'Çıkmak için DUR yazın', buttons: [reply('Dur')] };
    expect(unmarkedWayOuts(named)).toEqual([]);
  });
});
