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
      `What may ${business} write to you on WhatsApp? Open the list and tap a line to change it. It holds at once.`,
    agree: (kind, sentence) => `Turning on “${kind}” means: ${sentence}`,
    broken: (until) => `You are on a break until ${until}.`,
    open: 'Your preferences',
    sections: { which: 'Which messages', how: 'How and when' },
    kind: { marketing: 'Offers and news', utility: 'Orders, appointments' },
    on: 'On. Tap to turn it off.',
    off: 'Off. Tap to turn it on.',
    moreKinds: 'More kinds of message',
    moreKindsHint: (count) => (count === 1 ? 'One more' : `${count} more`),
    rows: {
      often: 'How often',
      channel: 'Channel of offers',
      pause: 'Take a break',
      language: 'Language',
      page: 'All on one page',
      stop: 'Stop all messages',
    },
    often: {
      any: 'As they come',
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
    anyLanguage: 'no matter',
    now: 'Now',
    pageHint: 'Opens a page of your own with every choice',
    stopHint: 'You can still write to us, and we will answer',
    askMore: {
      kinds: 'Which of these would you like? Tap a line to change it.',
      often: 'How often may offers come?',
      channel: 'By which channel may offers come?',
      pause:
        'How long a break would you like? Nothing is sent in between, nor afterwards to make up for it.',
      language: 'In which language may we write to you?',
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
        marketing: 'Offers and news as a whole are off, though. Turn them on as well to get it.',
        utility:
          'Messages about orders and appointments as a whole are off, though. Turn them on as well to get it.',
      },
      often: {
        any: 'Done: offers come whenever there are some.',
        weekly: 'Done: offers come at most once a week.',
        monthly: 'Done: offers come at most once a month.',
      },
      channel: {
        whatsapp: 'Done: offers come by WhatsApp.',
        email: 'Done: offers come by e-mail.',
        sms: 'Done: offers come by SMS.',
      },
      pause: (until) => `Done: a break until ${until}. If you write to us, we will still answer.`,
      pauseOver: 'Done: there is no break any more.',
      language: {
        tr: 'Done: we write to you in Turkish.',
        en: 'Done: we write to you in English.',
      },
      stopped: 'All messages are off already. You can still write to us, and we will answer.',
    },
    undo: 'To change it back, tap “More choices”.',
    again: 'More choices',
    gone: 'That is not on offer any more; nothing was changed. This is what you can choose now.',
    page: 'All your choices on one page. The link is personal: do not share it.',
    openPage: 'Open the page',
  },
  tr: {
    ask: (business) =>
      `${business} size WhatsApp’ta neler yazabilir? Listeyi açıp değiştirmek istediğiniz satıra dokunun; hemen geçerli olur.`,
    agree: (kind, sentence) => `“${kind}” satırını açmak şu demektir: ${sentence}`,
    broken: (until) => `${until} tarihine kadar aradasınız.`,
    open: 'Tercihleriniz',
    sections: { which: 'Hangi mesajlar', how: 'Nasıl ve ne zaman' },
    kind: { marketing: 'Fırsatlar ve haberler', utility: 'Sipariş ve randevular' },
    on: 'Açık. Kapatmak için dokunun.',
    off: 'Kapalı. Açmak için dokunun.',
    moreKinds: 'Diğer mesaj türleri',
    moreKindsHint: (count) => `${count} tür daha`,
    rows: {
      often: 'Ne sıklıkta',
      channel: 'Fırsatların yolu',
      pause: 'Ara ver',
      language: 'Dil',
      page: 'Hepsi tek sayfada',
      stop: 'Tüm mesajları durdur',
    },
    often: {
      any: 'Geldikçe',
      weekly: 'Haftada en çok bir',
      monthly: 'Ayda en çok bir',
    },
    channel: { whatsapp: 'WhatsApp', email: 'E-posta', sms: 'SMS' },
    pause: { none: 'Arayı bitir', week: 'Bir hafta', month: 'Bir ay', quarter: 'Üç ay' },
    noPause: 'Şu an: ara yok',
    pausedUntil: (until) => `Şu an: ${until} tarihine kadar`,
    languages: { tr: 'Türkçe', en: 'English' },
    anyLanguage: 'fark etmez',
    now: 'Şu anki',
    pageHint: 'Bütün seçenekleriyle size özel bir sayfa açılır',
    stopHint: 'Bize yine yazabilirsiniz, yanıtlarız',
    askMore: {
      kinds: 'Bunlardan hangilerini istersiniz? Değiştirmek için satıra dokunun.',
      often: 'Fırsatlar ne sıklıkta gelsin?',
      channel: 'Fırsatlar hangi yoldan gelsin?',
      pause:
        'Ne kadar ara vermek istersiniz? Bu sürede bir şey gönderilmez, sonra da telafi edilmez.',
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
        marketing:
          'Ancak fırsatlar ve haberler bütünüyle kapalı. Bunu almak için onları da açmanız gerekir.',
        utility:
          'Ancak sipariş ve randevu mesajları bütünüyle kapalı. Bunu almak için onları da açmanız gerekir.',
      },
      often: {
        any: 'Tamam: fırsatlar geldikçe gönderilir.',
        weekly: 'Tamam: fırsatlar haftada en çok bir kez gelir.',
        monthly: 'Tamam: fırsatlar ayda en çok bir kez gelir.',
      },
      channel: {
        whatsapp: 'Tamam: fırsatlar WhatsApp’tan gelir.',
        email: 'Tamam: fırsatlar e-postayla gelir.',
        sms: 'Tamam: fırsatlar SMS’le gelir.',
      },
      pause: (until) => `Tamam: ${until} tarihine kadar ara. Bize yazarsanız yine yanıtlarız.`,
      pauseOver: 'Tamam: artık ara yok.',
      language: { tr: 'Tamam: size Türkçe yazacağız.', en: 'Tamam: size İngilizce yazacağız.' },
      stopped: 'Bütün mesajlar zaten kapalı. Bize yine yazabilirsiniz, yanıtlarız.',
    },
    undo: 'Geri almak için “Diğer tercihler”e dokunun.',
    again: 'Diğer tercihler',
    gone: 'Bu seçenek artık sunulmuyor; hiçbir şey değişmedi. Şu an seçebilecekleriniz bunlar.',
    page: 'Tüm tercihleriniz tek sayfada. Bağlantı size özeldir: kimseyle paylaşmayın.',
    openPage: 'Sayfayı aç',
  },
};
