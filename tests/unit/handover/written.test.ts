import { waitAfter } from '../../../server/src/handover/domain/schedule';
import { withEnding } from '../../../server/src/handover/domain/words';
import { writtenOf } from '../../../server/src/handover/domain/written';

const body = { header: null, text: 'Hello Bob', footer: null, buttons: [] };

describe('a message in the words of another channel', () => {
  it('[O-29] the header is the subject, buttons with an address become lines', () => {
    const written = writtenOf(
      {
        ...body,
        header: { kind: 'text', text: 'New\r\nBcc: x@y.z roast' },
        footer: 'Defne Ev',
        buttons: [
          { type: 'url', text: 'Shop', value: 'https://shop.example/a' },
          { type: 'quick-reply', text: 'Stop', value: null },
        ],
      },
      'spring_sale'
    );
    expect(written.subject).toBe('New Bcc: x@y.z roast');
    expect(written.text).toBe('Hello Bob\n\nShop: https://shop.example/a\n\nDefne Ev');
    expect(writtenOf(body, 'spring_sale').subject).toBe('Spring sale');
  });

  it('[O-29] says under it why it comes and how to stop it, in both languages', () => {
    const where = { business: 'Defne Ev', link: 'https://shop.example/p/1' };
    for (const language of ['en', 'tr'] as const)
      for (const channel of ['email', 'sms'] as const) {
        const text = withEnding('Hello', { ...where, language, channel });
        expect(text).toContain('Defne Ev');
        expect(text).toContain(where.link);
      }
  });

  it('waits longer from try to try, and gives up within a day', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((n) => waitAfter(n, () => 0.5) ?? 0);
    expect([...waits].sort((a, b) => a - b)).toEqual(waits);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(86_400_000);
    expect(waitAfter(7, () => 0.5)).toBeNull();
  });
});
