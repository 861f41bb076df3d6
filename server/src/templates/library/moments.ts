import type { LibraryTemplate } from '../../contracts/template-library';
import { coupon, leave, page, reply } from './parts';

/** Moments of a person or a season (T-52). */
export const moments: readonly LibraryTemplate[] = [
  {
    key: 'welcome',
    industry: 'marketing',
    purpose: 'moment',
    category: 'MARKETING',
    sources: { first_name: 'contact', business_name: 'account', end_date: 'fixed', gift: 'fixed' },
    texts: {
      en: {
        title: 'Welcome',
        body: 'Hi {{first_name}}, welcome to {{business_name}}. Place your first order by {{end_date}} and get {{gift}} as a thank-you. What would you like to see first?',
        buttons: [reply('New arrivals'), reply('Best sellers'), leave.en],
        examples: {
          first_name: 'Emma',
          business_name: 'Aurora Coffee',
          end_date: '30 June',
          gift: 'a small bag of coffee',
        },
      },
      tr: {
        title: 'Hoş geldiniz',
        body: 'Merhaba {{first_name}}, hoş geldiniz; sizi {{business_name}} ailesinde görmek çok güzel. {{end_date}} tarihine kadar vereceğiniz ilk siparişte {{gift}} bizden hediye. Nereden başlamak istersiniz?',
        buttons: [reply('Yeni gelenler'), reply('Çok satanlar'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          business_name: 'Aurora Kahve',
          end_date: '30 Haziran',
          gift: 'küçük bir paket kahve',
        },
      },
    },
  },
  {
    key: 'product_comparison',
    industry: 'marketing',
    purpose: 'moment',
    category: 'MARKETING',
    sources: { first_name: 'contact', product_a: 'record', product_b: 'record' },
    texts: {
      en: {
        title: 'Product comparison',
        body: 'Hi {{first_name}}, are you still choosing between {{product_a}} and {{product_b}}? We have put their sizes, prices and uses side by side. Compare them in a minute.',
        buttons: [page('Compare', 'compare'), leave.en],
        examples: { first_name: 'Emma', product_a: 'the copper pot', product_b: 'the steel pot' },
      },
      tr: {
        title: 'Ürün karşılaştırması',
        body: 'Merhaba {{first_name}}, {{product_a}} ile {{product_b}} arasında kararsız mı kaldınız? Ölçülerini, fiyatlarını ve kullanım alanlarını yan yana koyduk. Bir dakikada karşılaştırın.',
        buttons: [page('Karşılaştır', 'karsilastir'), leave.tr],
        examples: { first_name: 'Ayşe', product_a: 'bakır cezve', product_b: 'çelik cezve' },
      },
    },
  },
  {
    key: 'customer_reviews',
    industry: 'marketing',
    purpose: 'moment',
    category: 'MARKETING',
    sources: {
      first_name: 'contact',
      product: 'record',
      review_count: 'record',
      rating: 'record',
      link: 'record',
    },
    texts: {
      en: {
        title: 'Customer reviews',
        body: 'Hi {{first_name}}, you looked at the {{product}}, which {{review_count}} customers have reviewed. They rate it {{rating}} out of 5 stars. Read what they like and what they don’t.',
        buttons: [page('Read reviews', 'reviews/', 'coffee-pot'), leave.en],
        examples: {
          first_name: 'Emma',
          product: 'copper coffee pot',
          review_count: '182',
          rating: '4.7',
        },
      },
      tr: {
        title: 'Müşteri yorumları',
        body: 'Merhaba {{first_name}}, baktığınız {{product}} için {{review_count}} müşterimiz yorum yazdı. Ortalama puanı 5 üzerinden {{rating}}. Neleri beğendiklerini, neleri beğenmediklerini okuyun.',
        buttons: [page('Yorumları oku', 'yorumlar/', 'cezve'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          product: 'bakır cezve',
          review_count: '182',
          rating: '4,7',
        },
      },
    },
  },
  {
    key: 'abandoned_cart',
    industry: 'marketing',
    purpose: 'moment',
    category: 'MARKETING',
    sources: {
      first_name: 'contact',
      product: 'record',
      end_date: 'fixed',
      discount: 'fixed',
      link: 'record',
      coupon: 'fixed',
    },
    texts: {
      en: {
        title: 'Abandoned cart with coupon',
        body: 'Hi {{first_name}}, the {{product}} is still in your cart. Finish your order by {{end_date}} and take {{discount}} off with the code below.',
        buttons: [coupon('CART10'), page('Open cart', 'cart/', 'c7d1'), leave.en],
        examples: {
          first_name: 'Emma',
          product: 'copper coffee pot',
          end_date: '12 June',
          discount: '10%',
        },
      },
      tr: {
        title: 'Kuponlu sepet hatırlatması',
        body: 'Merhaba {{first_name}}, sepetinizdeki {{product}} sizi bekliyor. Siparişinizi {{end_date}} tarihine kadar tamamlayın, aşağıdaki kodla {{discount}} indirim kazanın.',
        buttons: [coupon('SEPET10'), page('Sepeti aç', 'sepet/', 'c7d1'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          product: 'bakır cezve',
          end_date: '12 Haziran',
          discount: '%10',
        },
      },
    },
  },
  {
    key: 'back_in_stock',
    industry: 'marketing',
    purpose: 'moment',
    category: 'MARKETING',
    sources: { first_name: 'contact', product: 'record', price: 'record', reserve_date: 'record' },
    texts: {
      en: {
        title: 'Back in stock',
        body: 'Hi {{first_name}}, the {{product}} you were waiting for is back in stock at {{price}}. Shall we set one aside for you until {{reserve_date}}, with no obligation to buy?',
        buttons: [reply('Yes, set one aside'), leave.en],
        examples: {
          first_name: 'Emma',
          product: 'copper coffee pot',
          price: '€52',
          reserve_date: '14 June',
        },
      },
      tr: {
        title: 'Yeniden stokta',
        body: 'Merhaba {{first_name}}, beklediğiniz {{product}} yeniden stokta, fiyatı {{price}}. Sizin için {{reserve_date}} tarihine kadar ayıralım mı?',
        buttons: [reply('Evet, ayırın'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          product: 'bakır cezve',
          price: '1.150 TL',
          reserve_date: '14 Haziran',
        },
      },
    },
  },
  {
    key: 'birthday',
    industry: 'marketing',
    purpose: 'moment',
    category: 'MARKETING',
    sources: { first_name: 'contact', gift: 'fixed', end_date: 'fixed' },
    texts: {
      en: {
        title: 'Birthday',
        body: 'Hi {{first_name}}, happy birthday from all of us! Your present, {{gift}}, is waiting for you in our shop until {{end_date}}. When will you pick it up?',
        buttons: [reply('This week'), reply('Next week'), leave.en],
        examples: { first_name: 'Emma', gift: 'a slice of cake and a coffee', end_date: '30 June' },
      },
      tr: {
        title: 'Doğum günü',
        body: 'Merhaba {{first_name}}, doğum gününüz kutlu olsun! Hediyeniz {{gift}}, mağazamızda {{end_date}} tarihine kadar sizi bekliyor. Ne zaman uğrarsınız?',
        buttons: [reply('Bu hafta'), reply('Gelecek hafta'), leave.tr],
        examples: { first_name: 'Ayşe', gift: 'bir dilim pasta ve kahve', end_date: '30 Haziran' },
      },
    },
  },
  {
    key: 'vip_offer',
    industry: 'marketing',
    purpose: 'moment',
    category: 'MARKETING',
    sources: {
      first_name: 'contact',
      level: 'record',
      collection: 'fixed',
      date: 'fixed',
      time: 'fixed',
    },
    texts: {
      en: {
        title: 'VIP offer',
        body: 'Hi {{first_name}}, as a {{level}} member you get to see {{collection}} before everyone else. Your early access starts on {{date}} at {{time}}, one day ahead. Shall we remind you?',
        buttons: [reply('Yes, remind me'), leave.en],
        examples: {
          first_name: 'Emma',
          level: 'Gold',
          collection: 'our autumn roasts',
          date: '1 September',
          time: '10:00',
        },
      },
      tr: {
        title: 'VIP üyelere özel',
        body: 'Merhaba {{first_name}}, {{level}} üyemiz olarak {{collection}} ürünlerini herkesten önce görebilirsiniz. Satış sizin için {{date}} günü saat {{time}} itibarıyla, bir gün erken başlıyor. Hatırlatalım mı?',
        buttons: [reply('Evet, hatırlatın'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          level: 'Altın',
          collection: 'sonbahar koleksiyonu',
          date: '1 Eylül',
          time: '10.00',
        },
      },
    },
  },
  {
    key: 'win_back',
    industry: 'marketing',
    purpose: 'moment',
    category: 'MARKETING',
    sources: { first_name: 'contact', last_visit: 'record', end_date: 'fixed', discount: 'fixed' },
    texts: {
      en: {
        title: 'Win back',
        body: 'Hi {{first_name}}, it has been a while since your last visit on {{last_visit}}. Order by {{end_date}} and get {{discount}} off. Shall we show you what is new?',
        buttons: [reply('Yes, show me'), leave.en],
        examples: {
          first_name: 'Emma',
          last_visit: '14 February',
          end_date: '30 June',
          discount: '15%',
        },
      },
      tr: {
        title: 'Geri kazanma',
        body: 'Merhaba {{first_name}}, sizi {{last_visit}} tarihinden beri göremedik. {{end_date}} tarihine kadar vereceğiniz siparişte {{discount}} indirim sizi bekliyor. Yenilikleri gösterelim mi?',
        buttons: [reply('Evet, gösterin'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          last_visit: '14 Şubat',
          end_date: '30 Haziran',
          discount: '%15',
        },
      },
    },
  },
  {
    key: 'season_offer',
    industry: 'marketing',
    purpose: 'moment',
    category: 'MARKETING',
    sources: { first_name: 'contact', season: 'fixed', collection: 'fixed', order_date: 'fixed' },
    texts: {
      en: {
        title: 'Season and holidays',
        body: 'Hi {{first_name}}, it is nearly {{season}}, and you can now order our {{collection}}. Place your order by {{order_date}} and everything will arrive in time. Have a look at our favourites.',
        buttons: [page('See favourites', 'season'), leave.en],
        examples: {
          first_name: 'Emma',
          season: 'New Year',
          collection: 'gift boxes',
          order_date: '22 December',
        },
      },
      tr: {
        title: 'Sezon ve bayramlar',
        body: 'Merhaba {{first_name}}, yaklaşan {{season}} için {{collection}} hazır. Siparişinizi {{order_date}} tarihine kadar verin, zamanında elinizde olsun. Sizin için seçtiklerimize göz atın.',
        buttons: [page('Seçtiklerimizi gör', 'sezon'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          season: 'yılbaşı',
          collection: 'hediye kutularımız',
          order_date: '22 Aralık',
        },
      },
    },
  },
  {
    key: 'nearby_shop',
    industry: 'marketing',
    purpose: 'moment',
    category: 'MARKETING',
    sources: {
      first_name: 'contact',
      district: 'fixed',
      address: 'fixed',
      end_date: 'fixed',
      treat: 'fixed',
    },
    texts: {
      en: {
        title: 'Nearby shop',
        body: 'Hi {{first_name}}, our {{district}} shop is close to you, at {{address}}. Show this message there by {{end_date}} and {{treat}} is on us. Tap below for directions.',
        buttons: [page('Get directions', 'map'), leave.en],
        examples: {
          first_name: 'Emma',
          district: 'Clifton',
          address: '12 Regent Street',
          end_date: '30 June',
          treat: 'a coffee',
        },
      },
      tr: {
        title: 'Yakındaki mağaza',
        body: 'Merhaba {{first_name}}, {{district}} mağazamız size çok yakın, adresi {{address}}. Bu mesajı {{end_date}} tarihine kadar mağazada gösterin, {{treat}} bizden olsun. Yol tarifi için aşağıya dokunun.',
        buttons: [page('Yol tarifi al', 'harita'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          district: 'Alsancak',
          address: 'Kıbrıs Şehitleri Caddesi No: 12',
          end_date: '30 Haziran',
          treat: 'bir kahve',
        },
      },
    },
  },
  {
    key: 'local_event',
    industry: 'marketing',
    purpose: 'moment',
    category: 'MARKETING',
    sources: {
      first_name: 'contact',
      event: 'fixed',
      town: 'fixed',
      date: 'fixed',
      time: 'fixed',
      seats: 'fixed',
    },
    texts: {
      en: {
        title: 'Local event',
        body: 'Hi {{first_name}}, we are hosting {{event}} in {{town}} on {{date}} at {{time}}. Bring a friend; the first {{seats}} seats are free. Are you coming?',
        buttons: [reply('Yes, count me in'), reply('No, not this time'), leave.en],
        examples: {
          first_name: 'Emma',
          event: 'a coffee fair',
          town: 'Bristol',
          date: '5 July',
          time: '14:00',
          seats: '50',
        },
      },
      tr: {
        title: 'Yerel etkinlik',
        body: 'Merhaba {{first_name}}, {{town}} şehrinde {{event}} düzenliyoruz. Tarih {{date}}, saat {{time}}; bir arkadaşınızı da getirin, ilk {{seats}} kişi için giriş ücretsiz. Gelir misiniz?',
        buttons: [reply('Evet, geleceğim'), reply('Hayır, gelemem'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          town: 'İzmir',
          event: 'kahve festivali',
          date: '5 Temmuz',
          time: '14.00',
          seats: '50',
        },
      },
    },
  },
];
