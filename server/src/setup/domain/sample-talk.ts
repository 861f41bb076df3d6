import type { SampleLanguage } from './sample-people';

/** One line of a sample thread: who wrote it and how many minutes before "now". */
export interface SampleLine {
  from: 'them' | 'us';
  text: string;
  minutesAgo: number;
}

export interface SampleThread {
  /** Place of the person in the sample people. */
  person: number;
  closed: boolean;
  lines: SampleLine[];
}

/** Who wrote it, in English, in Turkish, how many minutes ago. */
type WrittenLine = [from: SampleLine['from'], en: string, tr: string, minutesAgo: number];

interface WrittenThread {
  person: number;
  closed: boolean;
  lines: WrittenLine[];
}

const thread = (person: number, closed: boolean, ...lines: WrittenLine[]): WrittenThread => ({
  person,
  closed,
  lines,
});

const HOUR = 60;
const DAY = 24 * HOUR;

/** Open and closed windows, unread ones. */
const THREADS: WrittenThread[] = [
  thread(
    0,
    false,
    [
      'them',
      'Hello, when will my order 1042 arrive?',
      'Merhaba, 1042 numaralı siparişim ne zaman gelir?',
      34,
    ],
    [
      'us',
      'Hi Emma, your parcel is out for delivery today. You will have it by this evening.',
      'Merhaba Ayşe Hanım, kargonuz bugün dağıtımda. Akşama kadar elinizde olur.',
      31,
    ],
    ['them', 'Thank you so much 🙏', 'Çok teşekkürler 🙏', 29]
  ),
  thread(1, false, [
    'them',
    'Do you have the blue rug in 160 × 230?',
    'Mavi halının 160x230 ölçüsü stokta var mı?',
    8,
  ]),
  thread(
    2,
    false,
    [
      'them',
      'The vase I bought has a crack in the rim.',
      'Aldığım vazonun kenarı çatlak çıktı.',
      3 * HOUR,
    ],
    [
      'us',
      'We are so sorry. Could you send us a photo? We will ship a new one right away.',
      'Çok üzgünüz. Fotoğrafını gönderebilir misiniz? Hemen yenisini yollayalım.',
      2 * HOUR + 50,
    ],
    ['them', 'I will take one in a minute.', 'Birazdan çekip atıyorum.', 2 * HOUR + 40]
  ),
  thread(
    4,
    true,
    ['them', 'Are you open on Sundays?', 'Mağazanız pazar günü açık mı?', 2 * DAY],
    [
      'us',
      'Yes, on Sundays from 11 am to 7 pm.',
      'Pazar günleri 11:00-19:00 arası açığız.',
      2 * DAY - 12,
    ],
    ['them', 'Great, see you then.', 'Harika, görüşürüz.', 2 * DAY - 15]
  ),
  thread(
    5,
    false,
    [
      'them',
      'I would like to change the details on my invoice.',
      'Fatura bilgilerimi değiştirmek istiyorum.',
      20 * HOUR,
    ],
    [
      'us',
      'Send us your new tax number and we will correct it.',
      'Yeni vergi numaranızı yazarsanız düzeltip gönderelim.',
      19 * HOUR,
    ]
  ),
  thread(
    6,
    false,
    ['them', 'How do I return something?', 'İade nasıl yapılıyor?', 55],
    ['them', 'It is still unused.', 'Ürünü hiç kullanmadım.', 54]
  ),
  thread(
    8,
    true,
    [
      'them',
      'Could we move my appointment to Friday?',
      'Randevumu cumaya alabilir miyiz?',
      5 * DAY,
    ],
    ['us', 'Would Friday at 3 pm suit you?', 'Cuma 15:00 uygun mu?', 5 * DAY - 30],
    ['them', 'It does, thanks.', 'Uygun, teşekkürler.', 5 * DAY - 45]
  ),
  thread(
    10,
    false,
    [
      'them',
      'Do you have a discount for larger orders? We are looking for 40 pieces.',
      'Toplu alımda indirim var mı? 40 adet bakıyoruz.',
      6 * HOUR,
    ],
    [
      'us',
      'For 40 pieces we can give you 12% off.',
      '40 adet için %12 indirim yapabiliriz.',
      5 * HOUR,
    ]
  ),
  thread(14, false, ['them', 'Do you gift-wrap?', 'Hediye paketi yapıyor musunuz?', 90]),
  thread(
    32,
    false,
    [
      'them',
      'Hi, do you ship to London?',
      'Merhaba, Londra’ya gönderim yapıyor musunuz?',
      4 * HOUR,
    ],
    [
      'us',
      'Yes, usually within four working days.',
      'Evet, genellikle dört iş günü içinde.',
      4 * HOUR - 6,
    ],
    [
      'them',
      'Perfect. I will order the oak table then.',
      'Harika. O zaman meşe masayı sipariş ediyorum.',
      4 * HOUR - 9,
    ]
  ),
  thread(34, false, [
    'them',
    'Is the linen set machine washable?',
    'Keten takım makinede yıkanır mı?',
    17,
  ]),
  thread(
    36,
    true,
    [
      'them',
      'Thanks for the quick help yesterday!',
      'Dünkü hızlı yardımınız için teşekkürler!',
      9 * DAY,
    ],
    [
      'us',
      'You are welcome, Grace. Have a lovely week.',
      'Rica ederiz Grace, iyi haftalar dileriz.',
      9 * DAY - 20,
    ]
  ),
];

/** The 12 threads of the sample data. */
export const sampleThreads = (language: SampleLanguage): SampleThread[] =>
  THREADS.map(({ lines, ...rest }) => ({
    ...rest,
    lines: lines.map(([from, en, tr, minutesAgo]) => ({
      from,
      text: { en, tr }[language],
      minutesAgo,
    })),
  }));

interface SampleGroup {
  name: string;
  description: string;
  /** By place in the sample people. */
  members: number[];
}

interface GroupWords {
  name: string;
  description: string;
}

const GROUPS: readonly (Record<SampleLanguage, GroupWords> & { has: (i: number) => boolean })[] = [
  {
    en: { name: 'VIP (sample)', description: 'Customers who buy often' },
    tr: { name: 'VIP (örnek)', description: 'Sık alışveriş yapan müşteriler' },
    has: (i) => [0, 2].includes(i % 6),
  },
  {
    en: { name: 'Newsletter (sample)', description: 'Agreed to news and offers' },
    tr: { name: 'Bülten (örnek)', description: 'Haber ve fırsatlara izin verenler' },
    has: (i) => i % 10 !== 3,
  },
  {
    en: { name: 'London (sample)', description: 'Customers in London' },
    tr: { name: 'Londra (örnek)', description: 'Londra’daki müşteriler' },
    has: (i) => i >= 32,
  },
];

/** The groups of the sample data: a name and who is in it. */
export const sampleGroups = (language: SampleLanguage): SampleGroup[] => {
  const everyone = Array.from({ length: 40 }, (_, i) => i);
  return GROUPS.map(({ has, ...words }) => ({ ...words[language], members: everyone.filter(has) }));
};

/** The sample data's campaign that is over, and what proves consents. */
export const SAMPLE_WORDS = {
  en: {
    campaign: 'Autumn offers (sample)',
    evidence: 'Sample data',
    body: 'Our autumn collection is here. Reply STOP to get no more offers.',
  },
  tr: {
    campaign: 'Sonbahar fırsatları (örnek)',
    evidence: 'Örnek veri',
    body: 'Sonbahar koleksiyonumuz geldi. Fırsat mesajı almak istemiyorsanız DUR yazın.',
  },
} satisfies Record<SampleLanguage, object>;
