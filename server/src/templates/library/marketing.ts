import type { LibraryTemplate } from '../../contracts/template-library';
import { leave, page, reply } from './parts';

/** News and offers (T-51). */
export const marketing: readonly LibraryTemplate[] = [
  {
    key: 'new_product',
    industry: 'marketing',
    purpose: 'news',
    category: 'MARKETING',
    sources: { first_name: 'contact', product: 'fixed', date: 'fixed', price: 'fixed' },
    texts: {
      en: {
        title: 'New product',
        body: 'Hi {{first_name}}, our new {{product}} is here, and you are among the first to know. You will find it in our shop from {{date}} for {{price}}. Take a look.',
        buttons: [page('See product', 'new'), leave.en],
        examples: {
          first_name: 'Emma',
          product: 'travel coffee set',
          date: '10 June',
          price: '€64',
        },
      },
      tr: {
        title: 'Yeni ürün',
        body: 'Merhaba {{first_name}}, yeni ürünümüz {{product}} geldi, ilk öğrenenlerden biri sizsiniz. {{date}} itibarıyla mağazamızda, fiyatı {{price}}. Ayrıntılara göz atın.',
        buttons: [page('Ürünü incele', 'yeni'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          product: 'seyahat kahve seti',
          date: '10 Haziran',
          price: '1.490 TL',
        },
      },
    },
  },
  {
    key: 'discount',
    industry: 'marketing',
    purpose: 'offer',
    category: 'MARKETING',
    sources: {
      first_name: 'contact',
      end_date: 'fixed',
      discount: 'fixed',
      products: 'fixed',
      code: 'fixed',
    },
    texts: {
      en: {
        title: 'Discount',
        body: 'Hi {{first_name}}, until {{end_date}} you get {{discount}} off our {{products}}. Your code is {{code}}; enter it at checkout.',
        buttons: [page('Go to the shop', 'shop'), leave.en],
        examples: {
          first_name: 'Emma',
          end_date: '20 June',
          discount: '20%',
          products: 'filter coffees',
          code: 'SUMMER20',
        },
      },
      tr: {
        title: 'İndirim',
        body: 'Merhaba {{first_name}}, {{end_date}} tarihine kadar {{products}} alışverişinizde {{discount}} indirim sizi bekliyor. Kodunuz {{code}}; ödeme adımında yazmanız yeterli.',
        buttons: [page('Mağazaya git', 'magaza'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          end_date: '20 Haziran',
          products: 'filtre kahve',
          discount: '%20',
          code: 'YAZ20',
        },
      },
    },
  },
  {
    key: 'special_offer',
    industry: 'marketing',
    purpose: 'offer',
    category: 'MARKETING',
    sources: { first_name: 'contact', end_date: 'fixed', gift: 'fixed', product: 'fixed' },
    texts: {
      en: {
        title: 'Special offer',
        header: 'With our thanks',
        body: 'Hi {{first_name}}, until {{end_date}} you get {{gift}} with every {{product}} you buy. Shall we set one aside for you?',
        buttons: [reply('Yes, set one aside'), leave.en],
        examples: {
          first_name: 'Emma',
          end_date: '20 June',
          gift: 'a free measuring spoon',
          product: 'coffee pot',
        },
      },
      tr: {
        title: 'Özel fırsat',
        header: 'Teşekkürlerimizle',
        body: 'Merhaba {{first_name}}, {{end_date}} tarihine kadar alacağınız her {{product}} için {{gift}} bizden hediye. Sizin için bir tane ayıralım mı?',
        buttons: [reply('Evet, ayırın'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          end_date: '20 Haziran',
          product: 'cezve',
          gift: 'bir ölçü kaşığı',
        },
      },
    },
  },
  {
    key: 'opening_hours_change',
    industry: 'marketing',
    purpose: 'notice',
    category: 'MARKETING',
    sources: {
      first_name: 'contact',
      date: 'fixed',
      days: 'fixed',
      open_time: 'fixed',
      close_time: 'fixed',
    },
    texts: {
      en: {
        title: 'New opening hours',
        body: 'Hi {{first_name}}, our opening hours change on {{date}}. From then on we are open {{days}} from {{open_time}} to {{close_time}}. Would you like to book a time?',
        buttons: [reply('Yes, book a time'), leave.en],
        examples: {
          first_name: 'Emma',
          date: '1 July',
          days: 'Monday to Saturday',
          open_time: '09:00',
          close_time: '20:00',
        },
      },
      tr: {
        title: 'Yeni çalışma saatleri',
        body: 'Merhaba {{first_name}}, çalışma saatlerimiz {{date}} itibarıyla değişiyor. Bu tarihten sonra {{days}} günleri {{open_time}} ile {{close_time}} arasında açığız. Randevu almak ister misiniz?',
        buttons: [reply('Evet, isterim'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          date: '1 Temmuz',
          days: 'hafta içi ve cumartesi',
          open_time: '09.00',
          close_time: '20.00',
        },
      },
    },
  },
  {
    key: 'newsletter',
    industry: 'marketing',
    purpose: 'news',
    category: 'MARKETING',
    sources: { first_name: 'contact', month: 'fixed', topics: 'fixed' },
    texts: {
      en: {
        title: 'Newsletter',
        body: 'Hi {{first_name}}, the {{month}} issue of our newsletter is out. Inside you will find {{topics}} and a look at what is coming next month.',
        buttons: [page('Read newsletter', 'news'), leave.en],
        examples: { first_name: 'Emma', month: 'June', topics: 'three iced coffee recipes' },
      },
      tr: {
        title: 'Bülten',
        body: 'Merhaba {{first_name}}, bültenimizin {{month}} sayısı çıktı. Bu sayıda sizi {{topics}} ve gelecek ayın haberleri bekliyor.',
        buttons: [page('Bülteni oku', 'bulten'), leave.tr],
        examples: { first_name: 'Ayşe', month: 'haziran', topics: 'üç buzlu kahve tarifi' },
      },
    },
  },
  {
    key: 'tips',
    industry: 'marketing',
    purpose: 'news',
    category: 'MARKETING',
    sources: { first_name: 'contact', product: 'fixed', tip: 'fixed' },
    texts: {
      en: {
        title: 'Tips',
        body: 'Hi {{first_name}}, do you use your {{product}} every day? Our tip of the week: {{tip}}. Would you like more tips like this?',
        buttons: [reply('Yes, more tips'), leave.en],
        examples: {
          first_name: 'Emma',
          product: 'coffee pot',
          tip: 'rinse it with warm water only',
        },
      },
      tr: {
        title: 'İpuçları',
        body: 'Merhaba {{first_name}}, her gün {{product}} kullanıyor musunuz? Bu haftanın ipucu: {{tip}}. Böyle ipuçları göndermeye devam edelim mi?',
        buttons: [reply('Evet, devam edin'), leave.tr],
        examples: { first_name: 'Ayşe', product: 'cezve', tip: 'yalnızca ılık suyla durulayın' },
      },
    },
  },
  {
    key: 'lesson',
    industry: 'marketing',
    purpose: 'news',
    category: 'MARKETING',
    sources: { first_name: 'contact', subject: 'fixed', lesson: 'fixed', minutes: 'fixed' },
    texts: {
      en: {
        title: 'New lesson',
        body: 'Hi {{first_name}}, there is a new lesson in our course on {{subject}}. It is called “{{lesson}}” and takes {{minutes}} minutes. Watch it whenever it suits you.',
        buttons: [page('Watch lesson', 'lessons'), leave.en],
        examples: {
          first_name: 'Emma',
          subject: 'brewing coffee',
          lesson: 'Choosing the right water',
          minutes: '6',
        },
      },
      tr: {
        title: 'Yeni ders',
        body: 'Merhaba {{first_name}}, {{subject}} dersimize yeni bir bölüm ekledik. Adı “{{lesson}}”, süresi {{minutes}} dakika. Dilediğiniz zaman izleyebilirsiniz.',
        buttons: [page('Bölümü izle', 'dersler'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          subject: 'kahve demleme',
          lesson: 'Doğru su seçimi',
          minutes: '6',
        },
      },
    },
  },
];
