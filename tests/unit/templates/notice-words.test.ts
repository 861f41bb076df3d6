import { noticeMail } from '../../../server/src/templates/domain/notice-words';

const NOW = Date.UTC(2026, 10, 28, 12);
const reader = (language: string | null) => ({
  language,
  link: (id: number) => `https://cms.example/admin/plugins/whatsapp/templates/${id}`,
  now: NOW,
});
const coming = {
  id: 3,
  name: 'order_ready',
  language: 'tr',
  kind: 'coming',
  from: 'UTILITY',
  to: 'MARKETING',
  at: NOW + 86_400_000,
} as const;

describe('the mail about templates', () => {
  it('[T-20] says what comes when, what it means, and where to look', () => {
    const { subject, text } = noticeMail([coming], reader('en'));
    expect(subject).toBe('WhatsApp: update on a template');
    expect(text).toMatch(
      /^order_ready \(tr\): WhatsApp will change .* from Utility to Marketing on Nov/
    );
    expect(text).toContain('https://cms.example/admin/plugins/whatsapp/templates/3');
    expect(text).toMatch(/only to contacts who opted in/);
  });

  it('[T-20] is in the language of the reader’s admin', () => {
    const moved = { ...coming, kind: 'moved', from: null } as const;
    const { text } = noticeMail([moved], reader('tr'));
    const announced = noticeMail([coming], reader('tr')).text;
    expect(announced).toContain('Şu anki kategori: Bilgilendirme, yeni kategori: Pazarlama');
    expect(text).toContain('Yeni kategori: Pazarlama');
    expect(text).toContain('kampanyalar duraklatıldı');
    const back = noticeMail([{ ...moved, to: 'UTILITY' }], reader('tr'));
    expect(back.text).not.toContain('duraklatıldı');
    expect(text).not.toMatch(/opted in|Marketing/);
  });

  it('[T-19] says the days that are left, without the rules of marketing', () => {
    const soon = { id: 4, name: 'a', language: 'en', kind: 'review-soon', at: NOW } as const;
    const { text } = noticeMail([{ ...soon, at: NOW + 2 * 86_400_000 }, soon], reader(null));
    expect(text).toContain('2 days left');
    expect(text).toContain('today is the last day');
    expect(text).not.toContain('opted in');
  });
});
