/** One line of a thread. Without `from`, a customer's. Minutes before the last line of the thread. */
export interface Line {
  us?: boolean;
  text?: string;
  kind?: 'text' | 'location' | 'contacts' | 'interactive' | 'unsupported' | 'template';
  before: number;
  /** Of ours: how far it came. */
  state?: 'sent' | 'delivered' | 'read' | 'failed';
  location?: { latitude: number; longitude: number; name: string; address: string };
  card?: { name: string; phones: string[] };
  buttons?: string[];
}

/** What customers and the shop wrote; a thread takes one of these with the name of its person in it. */
export const talks: readonly (readonly Line[])[] = [
  [
    { before: 34, text: 'Merhaba, siparişim ne zaman gelir?' },
    { before: 30, us: true, text: 'Merhaba {ad}, S-1042 bugün kargoya verildi.', state: 'read' },
    { before: 29, us: true, text: 'Takip numarası: YK700112', state: 'read' },
    { before: 0, text: 'Çok teşekkür ederim 🙏' },
  ],
  [
    { before: 12, text: 'Keten masa örtüsünün 8 kişilik boyu var mı?' },
    { before: 0, text: 'Bir de fiyatını öğrenebilir miyim?' },
  ],
  [
    {
      before: 190,
      us: true,
      kind: 'template',
      text: 'Merhaba {ad}, sizi perşembe günü saat 14.00 için bekliyoruz.',
      buttons: ['Geliyorum', 'Başka bir gün'],
      state: 'read',
    },
    { before: 60, kind: 'interactive', text: 'Geliyorum' },
    { before: 0, us: true, text: 'Harika, görüşmek üzere!', state: 'delivered' },
  ],
  [
    { before: 50, text: 'Mağazanız nerede?' },
    {
      before: 48,
      us: true,
      kind: 'location',
      location: {
        latitude: 38.4361,
        longitude: 27.1428,
        name: 'Defne Ev',
        address: 'Kıbrıs Şehitleri Cad. 12, Alsancak, İzmir',
      },
      state: 'read',
    },
    { before: 0, text: 'Yarın uğrayacağım, kaça kadar açıksınız?' },
  ],
  [
    { before: 95, text: 'Toptan alım için kiminle görüşmeliyim?' },
    {
      before: 90,
      us: true,
      kind: 'contacts',
      card: { name: 'Kerem Aslan', phones: ['+902321000031'] },
      state: 'read',
    },
    {
      before: 88,
      us: true,
      text: 'Kerem Bey toptan satışla ilgileniyor, dilediğiniz saatte arayabilirsiniz.',
      state: 'read',
    },
    { before: 0, text: 'Tamam, arıyorum.' },
  ],
  [
    {
      before: 400,
      us: true,
      kind: 'template',
      text: 'Merhaba {ad}! Sonbahar seramikleri mağazamızda. Bu haftaya özel *%15* indirim.',
      buttons: ['Kataloğu gönder', 'Dur'],
      state: 'read',
    },
    { before: 20, kind: 'interactive', text: 'Kataloğu gönder' },
    { before: 0, text: 'Lavanta rengi fincan da olacak mı?' },
  ],
  [
    { before: 30, text: 'Gelen tabaklardan biri kırık çıktı 😞' },
    {
      before: 26,
      us: true,
      text: 'Çok üzgünüz {ad}. Yenisini hemen gönderiyoruz, kırık olanı geri istemiyoruz.',
      state: 'read',
    },
    { before: 0, text: 'Ne kadar ilgilisiniz, sağ olun.' },
  ],
  [
    { before: 8, kind: 'unsupported' },
    { before: 0, text: 'Bir anket göndermiştim, görebildiniz mi?' },
  ],
  [
    { before: 1_500, text: 'Seramik atölyesine iki kişilik yer var mı?' },
    { before: 1_480, us: true, text: 'Cumartesi 14.00’te iki yer ayırdık.', state: 'read' },
    { before: 0, us: true, text: 'Küçük bir hatırlatma: atölye yarın 😊', state: 'failed' },
  ],
  [
    { before: 240, text: 'İade süreniz kaç gün?' },
    {
      before: 236,
      us: true,
      text: '14 gün içinde, ürün kullanılmamışsa ücretsiz iade alıyoruz.',
      state: 'read',
    },
    { before: 0, us: true, text: 'Başka bir konuda yardımcı olabilir miyiz?', state: 'sent' },
  ],
];
