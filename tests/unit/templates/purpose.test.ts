import { guessPurpose, purposeOf } from '../../../server/src/contracts/template-advice';
import { emptyDraft, type TemplateDraft } from '../../../server/src/contracts/template-draft';

const guess = (body: string, more: Partial<TemplateDraft> = {}) =>
  guessPurpose({ ...emptyDraft('en'), name: 'note', body, ...more });

describe('what a template is for', () => {
  it.each([
    ['Your order has shipped.', 'order'],
    ['Your appointment is on Monday.', 'appointment'],
    ['Your invoice is due tomorrow.', 'payment'],
    ['Your points balance is 120.', 'account'],
    ['We noticed a new sign in to your account.', 'security'],
    ['There is a power cut in your street.', 'notice'],
    ['How was your visit? Rate us.', 'survey'],
    ['You opted in to our messages.', 'opt-in'],
    ['You opted out of our messages.', 'opt-out'],
    ['Let us continue on WhatsApp.', 'move-to-whatsapp'],
    ['About your question: yes, we have it.', 'answer'],
    ['Hello there.', null],
  ])('[T-38] [T-39] is guessed from %j: %s', (body, purpose) => {
    expect(guess(body)).toBe(purpose);
  });

  it.each([
    ['Siparişiniz kargoya verildi.', 'order'],
    ['Randevunuz yarın saat onda.', 'appointment'],
    ['Son ödeme gününüz cuma.', 'payment'],
    ['Hesabınıza yeni bir cihazdan giriş yapıldı.', 'security'],
    ['Mahallenizde planlı bakım var.', 'notice'],
    ['Hizmetimizi nasıl buldunuz? Puan verin.', 'survey'],
    ['Listemizden çıktınız.', 'opt-out'],
  ])('[T-38] [T-39] is guessed from %j: %s', (body, purpose) => {
    expect(guess(body, { language: 'tr' })).toBe(purpose);
  });

  it.each([
    ['en', 'Join our webinar on Monday.', 'event'],
    ['en', '20% off for everybody.', 'offer'],
    ['tr', 'Doğum gününüz kutlu olsun.', 'moment'],
    ['tr', 'Bu ayın bülteni hazır.', 'news'],
  ])('[T-38] is guessed for marketing in %s from %j: %s', (language, body, purpose) => {
    expect(guess(body, { language, category: 'MARKETING' })).toBe(purpose);
  });

  it('[T-38] is guessed by the name alone where the language of the text is not known', () => {
    const more = { language: 'de', name: 'order_shipped' };
    expect(guess('Ihr Paket ist unterwegs.', more)).toBe('order');
    expect(guess('Your invoice is due tomorrow.', { language: 'de' })).toBeNull();
    expect(guess('123456', { category: 'AUTHENTICATION', name: 'login_code' })).toBeNull();
  });

  it('[T-38] is what somebody said, else a guess', () => {
    const draft = { ...emptyDraft('en'), name: 'note', body: 'Your order has shipped.' };
    expect(purposeOf(draft)).toEqual({ purpose: 'order', isGuess: true });
    expect(purposeOf({ ...draft, purpose: 'survey' })).toEqual({
      purpose: 'survey',
      isGuess: false,
    });
    expect(purposeOf({ ...draft, body: 'Hello there.' })).toBeNull();
  });
});
