import fc from 'fast-check';
import { flowStep, type FlowStep } from '../../../server/src/contracts/flow-graph';
import {
  answerTo,
  readDay,
  readNumber,
  type Speaker,
} from '../../../server/src/flows/domain/answer';
import { fitOf } from '../../../server/src/flows/domain/question';

const TR: Speaker = { language: 'tr', country: 'TR', today: '2026-11-27' };
const US: Speaker = { language: 'en_US', country: 'US', today: '2026-11-27' };
const nothing = { text: '', pressed: null, file: null, place: null };

type Asking = Extract<FlowStep, { kind: 'question' | 'choice' }>;
const asks = (answer: object): Asking =>
  flowStep.parse({ kind: 'question', text: '?', answer, saveAs: 'x' }) as Asking;
const answer = (step: Asking, text: string, speaker = TR) =>
  answerTo(step, { ...nothing, text }, speaker);

describe('an answer to a question', () => {
  it.each([
    ['1.234,5', TR, 1234.5],
    ['1,234.5', TR, 1234.5],
    ['1.234', TR, 1234],
    ['1.234', US, 1.234],
    ['1,234', US, 1234],
    ['12,5', TR, 12.5],
    ['₺ 1.234.567', TR, 1_234_567],
    ['-3', TR, -3],
    ['٣٢', TR, 32],
    ['1,00,000', US, 100_000],
    ['12.10.2026', TR, null],
    ['on', TR, null],
    ['1,2,3.4.5', TR, null],
  ])('reads the number %s', (text, speaker, value) => {
    expect(readNumber(text, speaker)).toBe(value);
  });

  it.each([
    ['3.4.2026', TR, '2026-04-03'],
    ['3/4/26', US, '2026-03-04'],
    ['2026-04-03', US, '2026-04-03'],
    ['2026/4/3', TR, '2026-04-03'],
    ['yarın', TR, '2026-11-28'],
    ['YARIN', TR, '2026-11-28'],
    ['3 Nisan 2026', TR, '2026-04-03'],
    ['April 3, 2026', US, '2026-04-03'],
    ['31.2.2026', TR, null],
    ['soon', US, null],
  ])('reads the day %s', (text, speaker, value) => {
    expect(readDay(text, speaker)).toBe(value);
  });

  it('says why it does not fit', () => {
    const age = asks({ kind: 'number', from: 18, to: 99, whole: true });
    expect(answer(age, '17')).toEqual({ kind: 'unfit', why: 'too-small' });
    expect(answer(age, '18,5')).toEqual({ kind: 'unfit', why: 'not-whole' });
    expect(answer(age, ' 42 ')).toEqual({ kind: 'answer', exit: 'answered', value: 42 });
    expect(answer(asks({ kind: 'date', when: 'future' }), 'dün')).toMatchObject({
      why: 'not-future',
    });
    expect(answer(asks({ kind: 'email' }), 'ayse@ornek')).toMatchObject({ why: 'not-an-email' });
    expect(answer(asks({ kind: 'phone' }), '0532 123 45 67')).toMatchObject({
      value: '+905321234567',
    });
    expect(answer(asks({ kind: 'file' }), 'fatura')).toMatchObject({ why: 'not-a-file' });
  });

  it('takes a choice by its press, its words or its number, and no other', () => {
    const step = flowStep.parse({
      kind: 'choice',
      text: '?',
      choices: [
        { id: 'k', title: 'Kargo takibi' },
        { id: 'i', title: 'İade' },
      ],
    }) as Asking;
    const exit = (said: object) => {
      const one = answerTo(step, { ...nothing, ...said }, TR);
      return one.kind === 'answer' ? one.exit : one.why;
    };
    expect(exit({ pressed: 'i', text: 'whatever' })).toBe('i');
    expect(exit({ pressed: 'gone', text: 'iade' })).toBe('no-choice');
    expect(exit({ text: 'IADE!' })).toBe('i');
    expect(exit({ text: '1' })).toBe('k');
    expect(exit({ text: '3' })).toBe('no-choice');
    expect(exit({ text: 'iade istiyorum' })).toBe('no-choice');
  });

  it.each([
    [['5 – very good', '4 – good', '1 – very poor'], '5', 0],
    [['5 – very good', '4 – good', '1 – very poor'], '1', 2],
    [['5 – very good', '4 – good', '1 – very poor'], '2', null],
    [['2 kişi', '3 kişi'], '2', 0],
    [['2 kişi', '3 kişi'], '(3)', 1],
    [['2kg', '1kg'], '1', 1],
    [['3️⃣ Kargo', '1️⃣ İade'], '1', 1],
    [['07:00', '08:30'], '7', 0],
    [['10:00', '10:30'], '10', null],
    [['10:00', '10:30'], '10:30', 1],
    [['Kargo', '2 kişi'], '1', null],
    [['1.5 kg', '2.5 kg'], '1', null],
    [['10-20', '20-30'], '20', null],
    [['10-20', '20-30'], '1', null],
    [['5', '4'], '5', 0],
    [['Kargo', 'İade'], '2.', 1],
    [['Kargo', 'İade'], '0', null],
    [['Kargo', 'İade'], '1.0', null],
    [['Kargo', 'İade'], '999999999999', null],
  ])('of %j takes %s for the choice that begins with it', (titles, text, at) => {
    const choices = titles.map((title, i) => ({ id: `c${i}`, title }));
    const step = flowStep.parse({ kind: 'choice', text: '?', choices }) as Asking;
    expect(answer(step, text)).toMatchObject(
      at === null ? { why: 'no-choice' } : { exit: `c${at}`, value: titles[at] }
    );
  });

  it('[O-04] takes no message without letters for a choice of signs, but those very signs', () => {
    const choices = ['👍', 'Hayır'].map((title, i) => ({ id: `c${i}`, title }));
    const step = flowStep.parse({ kind: 'choice', text: '?', choices }) as Asking;
    // A sticker or a picture has no words.
    for (const text of ['', ' ', '???', '👎', '!?']) expect(answer(step, text).kind).toBe('unfit');
    expect(answer(step, ' 👍 ')).toMatchObject({ exit: 'c0' });
  });

  it('[C-04] is asked for where a machine can check it, and else in the words of the customer', () => {
    const fitting = (step: Asking, said: object) =>
      fitOf(step, answerTo(step, { ...nothing, ...said }, TR));
    const choice = { kind: 'choice', text: '?', choices: [{ id: 'k', title: 'Kargo' }] };
    const step = flowStep.parse(choice) as Asking;
    expect(fitting(step, { pressed: 'k' })).toBe('asked-for');
    expect(fitting(step, { text: 'kargo' })).toBe('asked-for');
    expect(fitting(step, { text: 'Kargom kırık geldi' })).toBe('unfit');
    expect(fitting(asks({ kind: 'number' }), { text: '4' })).toBe('asked-for');
    expect(fitting(asks({ kind: 'number' }), { text: 'dört beş' })).toBe('unfit');
    expect(fitting(asks({ kind: 'email' }), { text: 'ayse@ornek.com' })).toBe('asked-for');
    expect(fitting(asks({ kind: 'text' }), { text: 'Kargom kırık geldi' })).toBe('own-words');
    expect(fitting(asks({ kind: 'file' }), { file: { messageId: 1, type: 'image' } })).toBe(
      'own-words'
    );
    expect(fitOf(step, null)).toBe('unfit');
  });

  it('is read whatever is written, by every kind of question', () => {
    const kinds = ['text', 'number', 'date', 'phone', 'email', 'file', 'place'];
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.string({ unit: 'binary' }), (kind, text) => {
        expect(['answer', 'unfit']).toContain(answer(asks({ kind }), text).kind);
      })
    );
  });
});
