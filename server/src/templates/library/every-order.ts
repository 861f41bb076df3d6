import type { LibraryTemplate } from '../../contracts/template-library';
import { reply } from './parts';

/** Of every business: consent and orders (T-49). */
export const orders: readonly LibraryTemplate[] = [
  {
    key: 'opt_in_confirmation',
    industry: 'every',
    purpose: 'opt-in',
    category: 'UTILITY',
    sources: { first_name: 'contact', opt_in_date: 'record', business_name: 'account' },
    texts: {
      en: {
        title: 'Opt-in confirmation',
        body: 'Hi {{first_name}}, on {{opt_in_date}} you agreed to receive messages from {{business_name}} here on WhatsApp. Is that right? You can change your mind at any time.',
        buttons: [reply('Yes, that’s right'), reply('No, stop all messages', 'all')],
        examples: { first_name: 'Emma', opt_in_date: '1 June', business_name: 'Aurora Coffee' },
      },
      tr: {
        title: 'Mesaj izni onayı',
        body: 'Merhaba {{first_name}}, {{opt_in_date}} tarihinde {{business_name}} işletmesinin size WhatsApp’tan mesaj göndermesine izin verdiniz. Bu doğru mu? İzninizi dilediğiniz zaman geri alabilirsiniz.',
        buttons: [reply('Evet, doğru'), reply('Hayır, mesaj istemiyorum', 'all')],
        examples: { first_name: 'Ayşe', opt_in_date: '1 Haziran', business_name: 'Aurora Kahve' },
      },
    },
  },
  {
    key: 'opt_out_confirmation',
    industry: 'every',
    purpose: 'opt-out',
    category: 'UTILITY',
    sources: { first_name: 'contact', business_name: 'account', opt_out_date: 'record' },
    texts: {
      en: {
        title: 'Opt-out confirmation',
        body: 'Hi {{first_name}}, as you asked, {{business_name}} will send you no more marketing messages from {{opt_out_date}}. You will still hear from us about your orders. If this was a mistake, reply START to subscribe again.',
        examples: { first_name: 'Emma', business_name: 'Aurora Coffee', opt_out_date: '1 June' },
      },
      tr: {
        title: 'Abonelikten çıkış onayı',
        body: 'Merhaba {{first_name}}, isteğiniz üzerine {{opt_out_date}} itibarıyla {{business_name}} size pazarlama mesajı göndermeyecek. Siparişlerinizle ilgili mesajlar gelmeye devam edecek. Bir yanlışlık olduysa BAŞLA yazarak yeniden abone olabilirsiniz.',
        examples: { first_name: 'Ayşe', opt_out_date: '1 Haziran', business_name: 'Aurora Kahve' },
      },
    },
  },
  {
    key: 'order_confirmed',
    industry: 'every',
    purpose: 'order',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      order_number: 'record',
      order_date: 'record',
      total: 'record',
    },
    texts: {
      en: {
        title: 'Order confirmed',
        body: 'Hi {{first_name}}, we confirm your order {{order_number}} of {{order_date}}. The total is {{total}}. Is everything correct?',
        buttons: [reply('Yes, all correct'), reply('No, I need a change')],
        examples: {
          first_name: 'Emma',
          order_number: 'A1042',
          order_date: '8 June',
          total: '€84.90',
        },
      },
      tr: {
        title: 'Sipariş onaylandı',
        body: 'Merhaba {{first_name}}, siparişinizi onayladık. Sipariş numaranız {{order_number}}, sipariş tarihi {{order_date}}, toplam tutar {{total}}. Bilgiler doğru mu?',
        buttons: [reply('Evet, doğru'), reply('Değişiklik istiyorum')],
        examples: {
          first_name: 'Ayşe',
          order_number: 'A1042',
          order_date: '8 Haziran',
          total: '1.849 TL',
        },
      },
    },
  },
  {
    key: 'order_update',
    industry: 'every',
    purpose: 'order',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      order_number: 'record',
      reason: 'record',
      new_date: 'record',
    },
    texts: {
      en: {
        title: 'Order update',
        header: 'New delivery date',
        body: 'Hi {{first_name}}, we are sorry, but your order {{order_number}} will take a little longer. The reason is {{reason}}, and the new delivery date is {{new_date}}. Is that still all right for you?',
        buttons: [reply('Yes, that’s fine'), reply('No, I need it sooner')],
        examples: {
          first_name: 'Emma',
          order_number: 'A1042',
          reason: 'a delay at our supplier',
          new_date: '16 June',
        },
      },
      tr: {
        title: 'Sipariş güncellemesi',
        header: 'Yeni teslimat tarihi',
        body: 'Merhaba {{first_name}}, {{order_number}} numaralı siparişiniz biraz gecikecek, özür dileriz. Gecikmenin nedeni {{reason}}, yeni teslimat tarihi {{new_date}}. Bu tarih sizin için uygun mu?',
        buttons: [reply('Evet, uygun'), reply('Hayır, daha erken olsun')],
        examples: {
          first_name: 'Ayşe',
          order_number: 'A1042',
          reason: 'tedarikçideki aksaklık',
          new_date: '16 Haziran',
        },
      },
    },
  },
  {
    key: 'order_cancelled',
    industry: 'every',
    purpose: 'order',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      order_number: 'record',
      cancel_date: 'record',
      refund_amount: 'record',
      refund_days: 'record',
    },
    texts: {
      en: {
        title: 'Order cancelled',
        body: 'Hi {{first_name}}, as you asked, we cancelled your order {{order_number}} on {{cancel_date}}. We will refund {{refund_amount}} within {{refund_days}} days. Do you have any questions?',
        buttons: [reply('No, thank you'), reply('Yes, I have a question')],
        examples: {
          first_name: 'Emma',
          order_number: 'A1042',
          cancel_date: '9 June',
          refund_amount: '€84.90',
          refund_days: '5',
        },
      },
      tr: {
        title: 'Sipariş iptal edildi',
        body: 'Merhaba {{first_name}}, isteğiniz üzerine {{order_number}} numaralı siparişinizi {{cancel_date}} tarihinde iptal ettik. Ödediğiniz {{refund_amount}} en geç {{refund_days}} gün içinde iade edilecek. Sormak istediğiniz bir şey var mı?',
        buttons: [reply('Hayır, teşekkürler'), reply('Evet, bir sorum var')],
        examples: {
          first_name: 'Ayşe',
          order_number: 'A1042',
          cancel_date: '9 Haziran',
          refund_amount: '1.849 TL',
          refund_days: '5',
        },
      },
    },
  },
];
