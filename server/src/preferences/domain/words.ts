import type { Channel, DataPurpose } from '../../contracts/consent';
import type { PageLanguage } from '../../kernel/html-page';

/** Everything that a customer reads on the preference page. Each opt-in names WhatsApp and the business (O-02, O-03). */
export interface PageWords {
  readonly title: string;
  readonly about: (business: string, address: string) => string;
  readonly which: string;
  readonly agree: Readonly<Record<'marketing' | 'utility', (business: string) => string>>;
  readonly kind: Readonly<Record<'marketing' | 'utility', string>>;
  /** Label of the choice of a channel. */
  readonly by: (kind: string) => string;
  readonly channels: Readonly<Record<Channel | 'same', string>>;
  readonly howOften: string;
  readonly often: Readonly<Record<'any' | 'weekly' | 'monthly', string>>;
  readonly inLanguage: string;
  readonly anyLanguage: string;
  readonly languages: Readonly<Record<PageLanguage, string>>;
  readonly pause: string;
  readonly paused: (until: string) => string;
  readonly pauses: Readonly<Record<'none' | 'week' | 'month' | 'quarter', string>>;
  readonly data: string;
  readonly dataHint: string;
  readonly purposes: Readonly<Record<DataPurpose, string>>;
  readonly save: string;
  readonly saved: string;
  readonly stop: string;
  readonly stopHint: string;
  readonly kept: (business: string) => string;
  readonly gone: string;
  readonly goneHint: string;
  readonly wrong: string;
  readonly other: string;
}

export const pageWords: Readonly<Record<PageLanguage, PageWords>> = {
  en: {
    title: 'Your WhatsApp messages',
    about: (business, address) =>
      `Choose which WhatsApp messages ${business} may send you at ${address}.`,
    which: 'Which messages would you like?',
    kind: { marketing: 'Offers and news', utility: 'My orders and appointments' },
    agree: {
      marketing: (business) => `I agree to receive offers and news from ${business} over WhatsApp.`,
      utility: (business) =>
        `I agree to receive messages about my orders and appointments from ${business} over WhatsApp.`,
    },
    by: (kind) => `${kind} by`,
    channels: {
      same: 'Same as all offers',
      whatsapp: 'WhatsApp',
      email: 'E-mail',
      sms: 'SMS',
    },
    howOften: 'How often may we send you offers?',
    often: {
      any: 'No limit',
      weekly: 'At most once a week',
      monthly: 'At most once a month',
    },
    inLanguage: 'Which language should we use?',
    anyLanguage: 'No preference',
    languages: { tr: 'Türkçe', en: 'English' },
    pause: 'Need a break?',
    paused: (until) => `Keep the break until ${until}`,
    pauses: {
      none: 'No break',
      week: 'Pause for a week',
      month: 'Pause for a month',
      quarter: 'Pause for three months',
    },
    data: 'Your data',
    dataHint:
      'This is separate from your messages. Check what you agree to. If you uncheck it, it ends at once.',
    purposes: {
      tracking: 'What I open, click and answer',
      position: 'Where I am',
      profile: 'A profile of my interests',
    },
    save: 'Save',
    saved: 'Saved. Your choices apply from now on.',
    stop: 'Stop all messages',
    stopHint:
      'You can still write to us, and we will answer. To come back, check a box here or write START.',
    kept: (business) =>
      `${business} keeps your number, your name and what you wrote in order to answer you, and your choices here with their date as proof.`,
    gone: 'This link does not work',
    goneHint:
      'It may have expired. Write STOP or START to us on WhatsApp, or ask us for a new link.',
    wrong: 'Nothing was changed. Choose again.',
    other: 'Türkçe',
  },
  tr: {
    title: 'WhatsApp mesajlarınız',
    about: (business, address) =>
      `${business} size WhatsApp’ta, ${address} numarasına hangi mesajları gönderebilir?`,
    which: 'Hangi mesajları istersiniz?',
    kind: { marketing: 'Fırsatlar ve haberler', utility: 'Siparişlerim ve randevularım' },
    agree: {
      marketing: (business) =>
        `${business} işletmesinin bana WhatsApp üzerinden fırsat ve haber göndermesini kabul ediyorum.`,
      utility: (business) =>
        `${business} işletmesinin bana WhatsApp üzerinden siparişlerim ve randevularım hakkında mesaj göndermesini kabul ediyorum.`,
    },
    by: (kind) => `${kind} hangi kanaldan gelsin?`,
    channels: {
      same: 'Tüm fırsatlar gibi',
      whatsapp: 'WhatsApp',
      email: 'E-posta',
      sms: 'SMS',
    },
    howOften: 'Fırsatlar ne sıklıkta gelsin?',
    often: {
      any: 'Sınır yok',
      weekly: 'Haftada en fazla bir kez',
      monthly: 'Ayda en fazla bir kez',
    },
    inLanguage: 'Size hangi dilde yazalım?',
    anyLanguage: 'Fark etmez',
    languages: { tr: 'Türkçe', en: 'English' },
    pause: 'Ara vermek ister misiniz?',
    paused: (until) => `${until} tarihine kadar süren ara kalsın`,
    pauses: {
      none: 'Ara verme',
      week: 'Bir hafta ara ver',
      month: 'Bir ay ara ver',
      quarter: 'Üç ay ara ver',
    },
    data: 'Verileriniz',
    dataHint:
      'Bunun mesajlarla ilgisi yoktur. Kabul ettiklerinizi işaretleyin; işareti kaldırırsanız izniniz hemen sona erer.',
    purposes: {
      tracking: 'Açtıklarım, tıkladıklarım ve yanıtladıklarım',
      position: 'Bulunduğum yer',
      profile: 'İlgi alanlarımın profili',
    },
    save: 'Kaydet',
    saved: 'Kaydedildi. Seçimleriniz şu andan itibaren geçerli.',
    stop: 'Tüm mesajları durdur',
    stopHint:
      'Bize yine yazabilirsiniz, yanıtlarız. Geri dönmek için burada bir kutuyu işaretleyin ya da BAŞLA yazın.',
    kept: (business) =>
      `${business}, size yanıt verebilmek için numaranızı, adınızı ve yazdıklarınızı; kanıt olarak da burada seçtiklerinizi tarihiyle saklar.`,
    gone: 'Bu bağlantı çalışmıyor',
    goneHint:
      'Süresi dolmuş olabilir. WhatsApp’tan bize ABONELİKTEN ÇIK ya da BAŞLA yazın veya yeni bir bağlantı isteyin.',
    wrong: 'Hiçbir şey değişmedi. Yeniden seçin.',
    other: 'English',
  },
};
