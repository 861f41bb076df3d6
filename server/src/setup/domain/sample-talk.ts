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

const thread = (
  person: number,
  closed: boolean,
  ...lines: [SampleLine['from'], string, number][]
): SampleThread => ({
  person,
  closed,
  lines: lines.map(([from, text, minutesAgo]) => ({ from, text, minutesAgo })),
});

const HOUR = 60;
const DAY = 24 * HOUR;

/** Open and closed windows, unread ones, Turkish and English. */
const THREADS: SampleThread[] = [
  thread(
    0,
    false,
    ['them', 'Merhaba, 1042 numaralı siparişim ne zaman gelir?', 34],
    ['us', 'Merhaba Ayşe Hanım, kargonuz bugün dağıtımda. Akşama kadar elinizde olur.', 31],
    ['them', 'Çok teşekkürler 🙏', 29]
  ),
  thread(1, false, ['them', 'Mavi halının 160x230 ölçüsü stokta var mı?', 8]),
  thread(
    2,
    false,
    ['them', 'Aldığım vazonun kenarı çatlak çıktı.', 3 * HOUR],
    [
      'us',
      'Çok üzgünüz. Fotoğrafını gönderebilir misiniz? Hemen yenisini yollayalım.',
      2 * HOUR + 50,
    ],
    ['them', 'Birazdan çekip atıyorum.', 2 * HOUR + 40]
  ),
  thread(
    4,
    true,
    ['them', 'Mağazanız pazar günü açık mı?', 2 * DAY],
    ['us', 'Pazar günleri 11:00-19:00 arası açığız.', 2 * DAY - 12],
    ['them', 'Harika, görüşürüz.', 2 * DAY - 15]
  ),
  thread(
    5,
    false,
    ['them', 'Fatura bilgilerimi değiştirmek istiyorum.', 20 * HOUR],
    ['us', 'Yeni vergi numaranızı yazarsanız düzeltip gönderelim.', 19 * HOUR]
  ),
  thread(6, false, ['them', 'İade nasıl yapılıyor?', 55], ['them', 'Ürünü hiç kullanmadım.', 54]),
  thread(
    8,
    true,
    ['them', 'Randevumu cumaya alabilir miyiz?', 5 * DAY],
    ['us', 'Cuma 15:00 uygun mu?', 5 * DAY - 30],
    ['them', 'Uygun, teşekkürler.', 5 * DAY - 45]
  ),
  thread(
    10,
    false,
    ['them', 'Toplu alımda indirim var mı? 40 adet bakıyoruz.', 6 * HOUR],
    ['us', '40 adet için %12 indirim yapabiliriz.', 5 * HOUR]
  ),
  thread(14, false, ['them', 'Hediye paketi yapıyor musunuz?', 90]),
  thread(
    32,
    false,
    ['them', 'Hi, do you ship to London?', 4 * HOUR],
    ['us', 'Yes, usually within four working days.', 4 * HOUR - 6],
    ['them', 'Perfect. I will order the oak table then.', 4 * HOUR - 9]
  ),
  thread(34, false, ['them', 'Is the linen set machine washable?', 17]),
  thread(
    36,
    true,
    ['them', 'Thanks for the quick help yesterday!', 9 * DAY],
    ['us', 'You are welcome, Grace. Have a lovely week.', 9 * DAY - 20]
  ),
];

/** The 12 threads of the sample data. */
export const sampleThreads = (): SampleThread[] => THREADS;

/** The groups of the sample data: a name and who is in it, by place in the sample people. */
export const sampleGroups = (): { name: string; description: string; members: number[] }[] => {
  const everyone = Array.from({ length: 40 }, (_, i) => i);
  return [
    {
      name: 'VIP (sample)',
      description: 'Customers who buy often',
      members: everyone.filter((i) => [0, 2].includes(i % 6)),
    },
    {
      name: 'Newsletter (sample)',
      description: 'Agreed to news and offers',
      members: everyone.filter((i) => i % 10 !== 3),
    },
    {
      name: 'London (sample)',
      description: 'English speaking customers',
      members: everyone.filter((i) => i >= 32),
    },
  ];
};
