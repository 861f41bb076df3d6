import type { ReadyLanguage } from './ready-flow-words';

/*
 * What the ready automations say, and what they are called. The server makes automations of them, so their words are not in the
 * catalogue of the admin. What they have in common with ready flows is there.
 */
const en = {
  question: 'I have a question',
  what: 'About',
  birthday: {
    name: 'Birthday',
    text: 'Happy birthday, {{first_name|dear customer}}! We wish you a wonderful year.',
  },
  reminder: {
    name: 'Reminder',
    text: 'Hello {{first_name|dear customer}}, a reminder of your appointment. Will you be there?',
    when: 'When',
    ask: 'Will you be there?',
    titles: ['Yes, I’ll be there', 'No, I can’t come', 'Something else'],
    /** Words on buttons of templates that mean one of these. */
    yes: ['yes', 'i’ll be there', 'i will be there', 'confirm', 'i’m coming'],
    no: ['no', 'i can’t come', 'another day', 'reschedule'],
    known: 'You have already confirmed. We look forward to seeing you.',
    late: 'This can no longer be changed here.',
    noted: 'Thank you for telling us. A member of our team will contact you.',
  },
  order: {
    name: 'Order life',
    number: 'Order number',
    tracking: 'Tracking number',
    confirmed: {
      name: 'confirmed',
      text: 'Thank you, {{first_name|dear customer}}. Your order is confirmed.',
    },
    packed: { name: 'being packed', text: 'We are packing your order.' },
    shipped: { name: 'shipped', text: 'Your order is on its way.' },
    delivered: { name: 'delivered', text: 'Your order has been delivered. Enjoy it!' },
    returned: {
      name: 'returned',
      text: 'Your return has arrived. We will contact you about the next step.',
    },
  },
  payment: {
    name: 'Payment',
    due: 'Due on',
    before: {
      name: 'due soon',
      text: 'Hello {{first_name|dear customer}}, a payment is due soon.',
    },
    after: {
      name: 'overdue',
      text: 'Hello {{first_name|dear customer}}, a payment is overdue.',
    },
    paid: 'I have paid',
    task: 'Check the payment of {{first_name|a customer}}',
    thanks: 'Thank you. We will check it and answer you here.',
  },
  threshold: {
    name: 'Threshold',
    text: 'Hello {{first_name|dear customer}}, there is news about your account.',
  },
  outage: {
    name: 'Outage',
    down: {
      name: 'notice',
      text: 'Hello {{first_name|dear customer}}, there is a disruption at the moment. We are working on it.',
    },
    over: { name: 'over', text: 'The disruption is over. Thank you for your patience.' },
  },
  survey: {
    name: 'Rating after two days',
    text: 'Hello {{first_name|dear customer}}, how satisfied are you with us? Your answer goes to the team.',
    ask: 'How satisfied are you with us?',
  },
};
export type AutomationWords = typeof en;

const tr: AutomationWords = {
  question: 'Bir sorum var',
  what: 'Konu',
  birthday: {
    name: 'Doğum günü',
    text: 'Doğum gününüz kutlu olsun, {{first_name|değerli müşterimiz}}! Güzel bir yıl dileriz.',
  },
  reminder: {
    name: 'Hatırlatma',
    text: 'Merhaba {{first_name|değerli müşterimiz}}, randevunuzu hatırlatmak isteriz. Gelecek misiniz?',
    when: 'Zamanı',
    ask: 'Gelecek misiniz?',
    titles: ['Evet, geleceğim', 'Hayır, gelemem', 'Başka bir konu'],
    yes: ['evet', 'geliyorum', 'geleceğim', 'onayla', 'onaylıyorum'],
    no: ['hayır', 'gelemem', 'gelemiyorum', 'başka bir gün', 'ertele'],
    known: 'Randevunuzu zaten onaylamıştınız. Sizi bekliyoruz.',
    late: 'Bu artık buradan değiştirilemez.',
    noted: 'Haber verdiğiniz için teşekkürler. Ekibimizden biri sizinle iletişime geçecek.',
  },
  order: {
    name: 'Sipariş süreci',
    number: 'Sipariş numarası',
    tracking: 'Takip numarası',
    confirmed: {
      name: 'onaylandı',
      text: 'Teşekkürler, {{first_name|değerli müşterimiz}}. Siparişiniz onaylandı.',
    },
    packed: { name: 'hazırlanıyor', text: 'Siparişinizi hazırlıyoruz.' },
    shipped: { name: 'kargoda', text: 'Siparişiniz yola çıktı.' },
    delivered: {
      name: 'teslim edildi',
      text: 'Siparişiniz teslim edildi. Güle güle kullanın!',
    },
    returned: {
      name: 'iade edildi',
      text: 'İadeniz bize ulaştı. Sonraki adım için sizinle iletişime geçeceğiz.',
    },
  },
  payment: {
    name: 'Ödeme',
    due: 'Son ödeme',
    before: {
      name: 'yaklaşıyor',
      text: 'Merhaba {{first_name|değerli müşterimiz}}, bir ödemenizin günü yaklaşıyor.',
    },
    after: {
      name: 'gecikti',
      text: 'Merhaba {{first_name|değerli müşterimiz}}, bir ödemenizin günü geçti.',
    },
    paid: 'Ödedim',
    task: 'Ödeme kontrol edilsin: {{first_name|müşteri}}',
    thanks: 'Teşekkürler. Kontrol edip buradan yanıt vereceğiz.',
  },
  threshold: {
    name: 'Eşik',
    text: 'Merhaba {{first_name|değerli müşterimiz}}, hesabınızla ilgili bir gelişme var.',
  },
  outage: {
    name: 'Kesinti',
    down: {
      name: 'duyuru',
      text: 'Merhaba {{first_name|değerli müşterimiz}}, şu anda bir kesinti var. Çözmek için çalışıyoruz.',
    },
    over: { name: 'bitti', text: 'Kesinti giderildi. Sabrınız için teşekkürler.' },
  },
  survey: {
    name: 'İki gün sonra değerlendirme',
    text: 'Merhaba {{first_name|değerli müşterimiz}}, bizden memnun kaldınız mı? Yanıtınız ekibimize iletilir.',
    ask: 'Bizden memnun kaldınız mı?',
  },
};

export const AUTOMATION_WORDS: { readonly [Language in ReadyLanguage]: AutomationWords } = {
  en,
  tr,
};
