import type { Channel } from '../../contracts/consent';

export type Language = 'tr' | 'en';
type Category = 'marketing' | 'utility';
type Often = 'any' | 'weekly' | 'monthly';
type Pause = 'none' | 'week' | 'month' | 'quarter';

/**
 * Everything that a customer reads of their preferences in the chat. WhatsApp cuts nothing, it refuses: words of rows have
 * 22 characters (24 with the mark), of buttons 20, of what stands below a row 72.
 */
export interface ChatWords {
  readonly ask: (business: string) => string;
  readonly agree: (kind: string, sentence: string) => string;
  readonly broken: (until: string) => string;
  readonly open: string;
  readonly sections: Readonly<Record<'which' | 'how', string>>;
  readonly kind: Readonly<Record<Category, string>>;
  readonly on: string;
  readonly off: string;
  readonly moreKinds: string;
  readonly moreKindsHint: (count: number) => string;
  readonly rows: Readonly<
    Record<'often' | 'channel' | 'pause' | 'language' | 'page' | 'stop', string>
  >;
  readonly often: Readonly<Record<Often, string>>;
  readonly channel: Readonly<Record<Channel, string>>;
  readonly pause: Readonly<Record<Pause, string>>;
  readonly noPause: string;
  readonly pausedUntil: (until: string) => string;
  readonly languages: Readonly<Record<Language, string>>;
  readonly anyLanguage: string;
  readonly now: string;
  readonly pageHint: string;
  readonly stopHint: string;
  readonly askMore: Readonly<Record<'kinds' | 'often' | 'channel' | 'pause' | 'language', string>>;
  readonly done: {
    readonly category: Readonly<Record<Category, Readonly<Record<'on' | 'off', string>>>>;
    readonly topic: (name: string, on: boolean) => string;
    readonly wholeOff: Readonly<Record<Category, string>>;
    readonly often: Readonly<Record<Often, string>>;
    readonly channel: Readonly<Record<Channel, string>>;
    readonly pause: (until: string) => string;
    readonly pauseOver: string;
    readonly language: Readonly<Record<Language, string>>;
    readonly stopped: string;
  };
  readonly undo: string;
  readonly again: string;
  readonly gone: string;
  readonly page: string;
  readonly openPage: string;
}

export const chatWords: Readonly<Record<Language, ChatWords>> = {
  en: {
    ask: (business) =>
      `Which messages may ${business} send you on WhatsApp? Open the list and tap an item to change it. Changes apply at once.`,
    agree: (kind, sentence) => `Turning on “${kind}” means: ${sentence}`,
    broken: (until) => `You are on a break until ${until}.`,
    open: 'Your preferences',
    sections: { which: 'Which messages', how: 'How and when' },
    kind: { marketing: 'Offers and news', utility: 'Orders, appointments' },
    on: 'On. Tap to turn it off.',
    off: 'Off. Tap to turn it on.',
    moreKinds: 'More message types',
    moreKindsHint: (count) => (count === 1 ? 'One more' : `${count} more`),
    rows: {
      often: 'How often',
      channel: 'Channel for offers',
      pause: 'Take a break',
      language: 'Language',
      page: 'All on one page',
      stop: 'Stop all messages',
    },
    often: {
      any: 'No limit',
      weekly: 'At most once a week',
      monthly: 'At most once a month',
    },
    channel: { whatsapp: 'WhatsApp', email: 'E-mail', sms: 'SMS' },
    pause: {
      none: 'End the break',
      week: 'A week',
      month: 'A month',
      quarter: 'Three months',
    },
    noPause: 'Now: no break',
    pausedUntil: (until) => `Now: until ${until}`,
    languages: { tr: 'Türkçe', en: 'English' },
    anyLanguage: 'no preference',
    now: 'Now',
    pageHint: 'Opens your own page with every choice',
    stopHint: 'You can still write to us, and we will answer',
    askMore: {
      kinds: 'Which of these would you like? Tap an item to change it.',
      often: 'How often may we send you offers?',
      channel: 'Where would you like to get offers?',
      pause:
        'How long a break would you like? We send nothing during the break, and nothing afterwards to make up for it.',
      language: 'Which language should we use?',
    },
    done: {
      category: {
        marketing: {
          on: 'Done: offers and news are on.',
          off: 'Done: offers and news are off.',
        },
        utility: {
          on: 'Done: messages about your orders and appointments are on.',
          off: 'Done: messages about your orders and appointments are off.',
        },
      },
      topic: (name, on) => `Done: “${name}” is ${on ? 'on' : 'off'}.`,
      wholeOff: {
        marketing: 'But offers and news are off altogether. Turn them on as well to get this.',
        utility:
          'But messages about orders and appointments are off altogether. Turn them on as well to get this.',
      },
      often: {
        any: 'Done: you get offers whenever we have one.',
        weekly: 'Done: you get offers at most once a week.',
        monthly: 'Done: you get offers at most once a month.',
      },
      channel: {
        whatsapp: 'Done: you get offers on WhatsApp.',
        email: 'Done: you get offers by e-mail.',
        sms: 'Done: you get offers by SMS.',
      },
      pause: (until) => `Done: a break until ${until}. If you write to us, we will still answer.`,
      pauseOver: 'Done: the break is over.',
      language: {
        tr: 'Done: we will write to you in Turkish.',
        en: 'Done: we will write to you in English.',
      },
      stopped: 'All messages are already off. You can still write to us, and we will answer.',
    },
    undo: 'To change it back, tap “More choices”.',
    again: 'More choices',
    gone: 'This choice is no longer available, so nothing was changed. You can choose from these now.',
    page: 'All your choices on one page. The link is personal: do not share it.',
    openPage: 'Open the page',
  },
  tr: {
    ask: (business) =>
      `${business} size WhatsApp’tan hangi mesajları gönderebilir? Listeyi açıp değiştirmek istediğiniz seçeneğe dokunun. Değişiklik hemen geçerli olur.`,
    agree: (kind, sentence) => `“${kind}” seçeneğini açmak şu anlama gelir: ${sentence}`,
    broken: (until) => `${until} tarihine kadar mesajlara ara verdiniz.`,
    open: 'Tercihleriniz',
    sections: { which: 'Hangi mesajlar', how: 'Nasıl ve ne zaman' },
    kind: { marketing: 'Fırsatlar ve haberler', utility: 'Sipariş ve randevular' },
    on: 'Açık. Kapatmak için dokunun.',
    off: 'Kapalı. Açmak için dokunun.',
    moreKinds: 'Diğer mesaj türleri',
    moreKindsHint: (count) => `${count} tür daha`,
    rows: {
      often: 'Ne sıklıkta',
      channel: 'Fırsatların kanalı',
      pause: 'Ara ver',
      language: 'Dil',
      page: 'Hepsi tek sayfada',
      stop: 'Tüm mesajları durdur',
    },
    often: {
      any: 'Sınır yok',
      weekly: 'Haftada en fazla bir',
      monthly: 'Ayda en fazla bir',
    },
    channel: { whatsapp: 'WhatsApp', email: 'E-posta', sms: 'SMS' },
    pause: { none: 'Arayı bitir', week: 'Bir hafta', month: 'Bir ay', quarter: 'Üç ay' },
    noPause: 'Şu an: ara yok',
    pausedUntil: (until) => `Şu an: ${until} tarihine kadar`,
    languages: { tr: 'Türkçe', en: 'English' },
    anyLanguage: 'fark etmez',
    now: 'Şu anki',
    pageHint: 'Tüm seçeneklerin bulunduğu, size özel sayfayı açar',
    stopHint: 'Bize yine yazabilirsiniz, yanıtlarız',
    askMore: {
      kinds: 'Hangilerini almak istersiniz? Değiştirmek için seçeneğe dokunun.',
      often: 'Fırsatlar ne sıklıkta gelsin?',
      channel: 'Fırsatlar hangi kanaldan gelsin?',
      pause:
        'Ne kadar ara vermek istersiniz? Ara boyunca mesaj göndermeyiz, sonradan da telafi etmeyiz.',
      language: 'Size hangi dilde yazalım?',
    },
    done: {
      category: {
        marketing: {
          on: 'Tamam: fırsatlar ve haberler açık.',
          off: 'Tamam: fırsatlar ve haberler kapalı.',
        },
        utility: {
          on: 'Tamam: sipariş ve randevu mesajları açık.',
          off: 'Tamam: sipariş ve randevu mesajları kapalı.',
        },
      },
      topic: (name, on) => `Tamam: “${name}” ${on ? 'açık' : 'kapalı'}.`,
      wholeOff: {
        marketing: 'Ancak fırsatlar ve haberler tümüyle kapalı. Bunu almak için onları da açın.',
        utility:
          'Ancak sipariş ve randevu mesajları tümüyle kapalı. Bunu almak için onları da açın.',
      },
      often: {
        any: 'Tamam: fırsatlar oldukça göndereceğiz.',
        weekly: 'Tamam: fırsatları haftada en fazla bir kez göndereceğiz.',
        monthly: 'Tamam: fırsatları ayda en fazla bir kez göndereceğiz.',
      },
      channel: {
        whatsapp: 'Tamam: fırsatları WhatsApp’tan göndereceğiz.',
        email: 'Tamam: fırsatları e-postayla göndereceğiz.',
        sms: 'Tamam: fırsatları SMS’le göndereceğiz.',
      },
      pause: (until) =>
        `Tamam: ${until} tarihine kadar ara verdik. Bize yazarsanız yine yanıtlarız.`,
      pauseOver: 'Tamam: ara bitti.',
      language: { tr: 'Tamam: size Türkçe yazacağız.', en: 'Tamam: size İngilizce yazacağız.' },
      stopped: 'Tüm mesajlar zaten kapalı. Bize yine yazabilirsiniz, yanıtlarız.',
    },
    undo: 'Geri almak için “Diğer tercihler”e dokunun.',
    again: 'Diğer tercihler',
    gone: 'Bu seçenek artık yok; hiçbir şey değişmedi. Şimdi şunlardan seçebilirsiniz.',
    page: 'Tüm tercihleriniz tek sayfada. Bağlantı size özeldir: kimseyle paylaşmayın.',
    openPage: 'Sayfayı aç',
  },
};
