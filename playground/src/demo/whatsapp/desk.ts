import { both, type Both } from '../language';

/** A group of the shop's people; who is in it is said where it is made. */
export type GroupKey = 'loyal' | 'wholesale' | 'workshop' | 'abroad';

export const groups: readonly { key: GroupKey; name: Both; description: Both }[] = [
  {
    key: 'loyal',
    name: both('Loyal customers', 'Sadık müşteriler'),
    description: both(
      'More than three orders in the last year',
      'Son bir yılda üç siparişten fazla veren'
    ),
  },
  {
    key: 'wholesale',
    name: both('Wholesale buyers', 'Toptan alıcılar'),
    description: both('Hotels, cafes and boutiques', 'Otel, kafe ve butikler'),
  },
  {
    key: 'workshop',
    name: both('Pottery workshop', 'Seramik atölyesi'),
    description: both('Want to hear about workshops', 'Atölye duyurularını isteyen'),
  },
  {
    key: 'abroad',
    name: both('German speakers', 'Almanca ve İngilizce'),
    description: both('Customers in Germany', 'Yurt dışındaki müşteriler'),
  },
];

/** Shortcut, text. */
export const quickReplies: readonly (readonly [Both, Both])[] = [
  [
    both('/hello', '/merhaba'),
    both(
      'Hi {{first_name}}, welcome to Defne Home. How can we help you?',
      'Merhaba {{first_name}}, Defne Ev’e hoş geldiniz. Nasıl yardımcı olabiliriz?'
    ),
  ],
  [
    both('/delivery', '/kargo'),
    both(
      'We’ll send you the tracking number here as soon as your order ships.',
      'Siparişiniz kargoya verildiğinde takip numarasını buradan göndereceğiz.'
    ),
  ],
  [
    both('/returns', '/iade'),
    both(
      'You can return unused items within 14 days, free of charge. We can make you a return code right away.',
      '14 gün içinde, kullanılmamış ürünleri ücretsiz iade alıyoruz. İade kodunuzu hemen oluşturabiliriz.'
    ),
  ],
  [
    both('/address', '/adres'),
    both(
      'Our shop: 12 Queen Street West, Toronto. Open every day from 10 am to 8 pm.',
      'Mağazamız: Kıbrıs Şehitleri Cad. 12, Alsancak, İzmir. Her gün 10.00–20.00 arası açığız.'
    ),
  ],
  [
    both('/transfer', '/iban'),
    both(
      'We’ve emailed you our bank details. Please give your order number as the reference.',
      'Hesap bilgilerimizi e-postanıza gönderdik. Açıklamaya sipariş numaranızı yazmanız yeterli.'
    ),
  ],
  [
    both('/thanks', '/tesekkurler'),
    both(
      'Thank you, {{first_name}}. Enjoy your new pieces!',
      'Biz teşekkür ederiz {{first_name}}, güzel günlerde kullanın!'
    ),
  ],
];

/** Title, days until due, done. */
export const tasks: readonly (readonly [Both, number, boolean])[] = [
  [both('Send a new plate for the broken one', 'Kırık tabağın yenisini gönder'), 0, false],
  [both('Call back about the size of the rug', 'Kilim ölçüsü için geri ara'), 0, false],
  [both('Send the wholesale price list', 'Toptan fiyat listesini ilet'), 1, false],
  [both('Confirm the workshop places', 'Atölye yerlerini onayla'), 2, false],
  [both('Follow up on the return', 'İade kargosunu takip et'), -1, false],
  [both('Correct the invoice details', 'Fatura bilgilerini düzelt'), -2, true],
  [both('Send the catalogue', 'Katalog gönder'), -3, true],
];

export const campaignNames = {
  planned: both('Workshop reminder', 'Atölye hatırlatması'),
  draft: both('New Year invitation (draft)', 'Yılbaşı davetiyesi (taslak)'),
};
