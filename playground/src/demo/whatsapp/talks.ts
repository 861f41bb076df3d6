import { both, type Both, type Spoken } from '../language';
import { shop } from '../shop';
import { press } from './buttons';

/** One line of a thread. Without `from`, a customer's. Minutes before the last line of the thread. */
interface WrittenLine {
  us?: boolean;
  text?: Both;
  kind?: 'text' | 'location' | 'contacts' | 'interactive' | 'unsupported' | 'template';
  before: number;
  /** Of ours: how far it came. */
  state?: 'sent' | 'delivered' | 'read' | 'failed';
  location?: { latitude: Both<number>; longitude: Both<number>; name: Both; address: Both };
  card?: Both<{ name: string; phones: string[] }>;
  buttons?: Both[];
}

/** A line in the language of the demo. */
export type Line = Spoken<WrittenLine>;

/** What customers and the shop wrote; a thread takes one of these with the name of its person in it. */
export const talks: readonly (readonly WrittenLine[])[] = [
  [
    {
      before: 34,
      text: both('Hello, when will my order arrive?', 'Merhaba, siparişim ne zaman gelir?'),
    },
    {
      before: 30,
      us: true,
      text: both(
        'Hi {name}, S-1042 was shipped today.',
        'Merhaba {name}, S-1042 bugün kargoya verildi.'
      ),
      state: 'read',
    },
    {
      before: 29,
      us: true,
      text: both('Tracking number: CP700112', 'Takip numarası: YK700112'),
      state: 'read',
    },
    { before: 0, text: both('Thank you so much 🙏', 'Çok teşekkür ederim 🙏') },
  ],
  [
    {
      before: 12,
      text: both(
        'Do you have the linen tablecloth for a table of eight?',
        'Keten masa örtüsünün 8 kişilik boyu var mı?'
      ),
    },
    { before: 0, text: both('And how much is it?', 'Bir de fiyatını öğrenebilir miyim?') },
  ],
  [
    {
      before: 190,
      us: true,
      kind: 'template',
      text: both(
        'Hi {name}, we look forward to seeing you on Thursday at 2 pm.',
        'Merhaba {name}, sizi perşembe günü saat 14.00 için bekliyoruz.'
      ),
      buttons: [press.coming, press.otherDay],
      state: 'read',
    },
    { before: 60, kind: 'interactive', text: press.coming },
    {
      before: 0,
      us: true,
      text: both('Great, see you then!', 'Harika, görüşmek üzere!'),
      state: 'delivered',
    },
  ],
  [
    { before: 50, text: both('Where is your shop?', 'Mağazanız nerede?') },
    {
      before: 48,
      us: true,
      kind: 'location',
      location: {
        latitude: shop.latitude,
        longitude: shop.longitude,
        name: shop.name,
        address: shop.address,
      },
      state: 'read',
    },
    {
      before: 0,
      text: both(
        'I’ll come by tomorrow. How late are you open?',
        'Yarın uğrayacağım, kaça kadar açıksınız?'
      ),
    },
  ],
  [
    {
      before: 95,
      text: both('Who should I talk to about wholesale?', 'Toptan alım için kiminle görüşmeliyim?'),
    },
    {
      before: 90,
      us: true,
      kind: 'contacts',
      card: both(
        { name: 'Jack Hughes', phones: ['+16475550131'] },
        { name: 'Kerem Aslan', phones: ['+902321000031'] }
      ),
      state: 'read',
    },
    {
      before: 88,
      us: true,
      text: both(
        'Jack takes care of wholesale, feel free to call him any time.',
        'Kerem Bey toptan satışla ilgileniyor, dilediğiniz saatte arayabilirsiniz.'
      ),
      state: 'read',
    },
    { before: 0, text: both('Thanks, calling him now.', 'Tamam, arıyorum.') },
  ],
  [
    {
      before: 400,
      us: true,
      kind: 'template',
      text: both(
        'Hi {name}! Our autumn ceramics are in the shop. *15% off* this week only.',
        'Merhaba {name}! Sonbahar seramikleri mağazamızda. Bu haftaya özel *%15* indirim.'
      ),
      buttons: [press.catalogue, press.stop],
      state: 'read',
    },
    { before: 20, kind: 'interactive', text: press.catalogue },
    {
      before: 0,
      text: both('Will there be cups in lavender too?', 'Lavanta rengi fincan da olacak mı?'),
    },
  ],
  [
    {
      before: 30,
      text: both('One of the plates arrived broken 😞', 'Gelen tabaklardan biri kırık çıktı 😞'),
    },
    {
      before: 26,
      us: true,
      text: both(
        'We’re so sorry, {name}. A new one is on its way, and you don’t need to send the broken one back.',
        'Çok üzgünüz {name}. Yenisini hemen gönderiyoruz, kırık olanı geri istemiyoruz.'
      ),
      state: 'read',
    },
    { before: 0, text: both('That’s so kind of you, thanks!', 'Ne kadar ilgilisiniz, sağ olun.') },
  ],
  [
    { before: 8, kind: 'unsupported' },
    {
      before: 0,
      text: both(
        'I sent you a poll, could you see it?',
        'Bir anket göndermiştim, görebildiniz mi?'
      ),
    },
  ],
  [
    {
      before: 1_500,
      text: both(
        'Is there room for two in the pottery workshop?',
        'Seramik atölyesine iki kişilik yer var mı?'
      ),
    },
    {
      before: 1_480,
      us: true,
      text: both(
        'We’ve saved you two places on Saturday at 2 pm.',
        'Cumartesi 14.00’te iki yer ayırdık.'
      ),
      state: 'read',
    },
    {
      before: 0,
      us: true,
      text: both(
        'A little reminder: the workshop is tomorrow 😊',
        'Küçük bir hatırlatma: atölye yarın 😊'
      ),
      state: 'failed',
    },
  ],
  [
    { before: 240, text: both('How long do I have to return something?', 'İade süreniz kaç gün?') },
    {
      before: 236,
      us: true,
      text: both(
        'You can return unused items within 14 days, free of charge.',
        '14 gün içinde, ürün kullanılmamışsa ücretsiz iade alıyoruz.'
      ),
      state: 'read',
    },
    {
      before: 0,
      us: true,
      text: both(
        'Is there anything else we can help you with?',
        'Başka bir konuda yardımcı olabilir miyiz?'
      ),
      state: 'sent',
    },
  ],
];
