import type { LibraryTemplate } from '../../contracts/template-library';
import { page, reply } from './parts';

/** Of every business: accounts, payments, surveys, answers and changes (T-49…T-51). */
export const accounts: readonly LibraryTemplate[] = [
  {
    key: 'account_alert',
    industry: 'every',
    purpose: 'account',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      account_number: 'record',
      deadline: 'record',
      matter: 'record',
    },
    texts: {
      en: {
        title: 'Account alert',
        body: 'Hi {{first_name}}, we need to hear from you about your account {{account_number}} by {{deadline}}. It is about {{matter}}; without an answer we will have to suspend the account.',
        buttons: [page('Go to my account', 'account')],
        examples: {
          first_name: 'Emma',
          account_number: 'H2071',
          deadline: '12 June',
          matter: 'an expired ID card',
        },
      },
      tr: {
        title: 'Hesap uyarısı',
        body: 'Merhaba {{first_name}}, {{account_number}} numaralı hesabınız için {{deadline}} tarihine kadar yanıtınızı bekliyoruz. Konu: {{matter}}. Yanıt alamazsak hesabınızı askıya almak zorunda kalacağız.',
        buttons: [page('Hesabıma git', 'hesap')],
        examples: {
          first_name: 'Ayşe',
          account_number: 'H2071',
          deadline: '12 Haziran',
          matter: 'süresi dolan kimlik belgesi',
        },
      },
    },
  },
  {
    key: 'security_alert',
    industry: 'every',
    purpose: 'security',
    category: 'UTILITY',
    sources: { first_name: 'contact', date: 'record', time: 'record', device: 'record' },
    texts: {
      en: {
        title: 'Security alert',
        header: 'Check this sign-in',
        body: 'Hi {{first_name}}, someone signed in to your account on {{date}} at {{time}} from {{device}}. Was it you?',
        buttons: [reply('Yes, it was me'), reply('No, lock my account')],
        examples: { first_name: 'Emma', date: '9 June', time: '21:47', device: 'a new phone' },
      },
      tr: {
        title: 'Güvenlik uyarısı',
        header: 'Bu girişi kontrol edin',
        body: 'Merhaba {{first_name}}, hesabınıza {{device}} üzerinden giriş yapıldı. Tarih {{date}}, saat {{time}}. Giriş yapan siz miydiniz?',
        buttons: [reply('Evet, bendim'), reply('Hayır, hesabı kilitleyin')],
        examples: {
          first_name: 'Ayşe',
          date: '9 Haziran',
          time: '21.47',
          device: 'yeni bir telefon',
        },
      },
    },
  },
  {
    key: 'payment_reminder',
    industry: 'every',
    purpose: 'payment',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      invoice_number: 'record',
      amount: 'record',
      due_date: 'record',
      link: 'record',
    },
    texts: {
      en: {
        title: 'Payment reminder',
        header: 'Payment due soon',
        body: 'Hi {{first_name}}, your invoice {{invoice_number}} for {{amount}} is due on {{due_date}}. If you have already paid, please ignore this message.',
        buttons: [page('Pay invoice', 'invoices/', 'F2206')],
        examples: {
          first_name: 'Emma',
          invoice_number: 'F2206',
          amount: '€46.30',
          due_date: '25 June',
        },
      },
      tr: {
        title: 'Ödeme hatırlatması',
        header: 'Son ödeme tarihi yaklaşıyor',
        body: 'Merhaba {{first_name}}, {{invoice_number}} numaralı faturanızın tutarı {{amount}}, son ödeme tarihi {{due_date}}. Ödemenizi yaptıysanız lütfen bu mesajı dikkate almayın.',
        buttons: [page('Faturayı öde', 'faturalar/', 'F2206')],
        examples: {
          first_name: 'Ayşe',
          invoice_number: 'F2206',
          amount: '612 TL',
          due_date: '25 Haziran',
        },
      },
    },
  },
  {
    key: 'feedback_survey',
    industry: 'every',
    purpose: 'survey',
    category: 'UTILITY',
    sources: { first_name: 'contact', ticket_number: 'record', date: 'record' },
    texts: {
      en: {
        title: 'Feedback survey',
        body: 'Hi {{first_name}}, we closed your request {{ticket_number}} on {{date}}. How satisfied are you with the help you received?',
        buttons: [reply('Very satisfied'), reply('Fairly satisfied'), reply('Not satisfied')],
        examples: { first_name: 'Emma', ticket_number: 'T305', date: '9 June' },
      },
      tr: {
        title: 'Memnuniyet anketi',
        body: 'Merhaba {{first_name}}, {{ticket_number}} numaralı talebinizi {{date}} tarihinde sonuçlandırdık. Aldığınız destekten ne kadar memnun kaldınız?',
        buttons: [reply('Çok memnunum'), reply('Kısmen memnunum'), reply('Memnun kalmadım')],
        examples: { first_name: 'Ayşe', ticket_number: 'T305', date: '9 Haziran' },
      },
    },
  },
  {
    key: 'move_to_whatsapp',
    industry: 'every',
    purpose: 'move-to-whatsapp',
    category: 'UTILITY',
    sources: { first_name: 'contact', channel: 'record', date: 'record', ticket_number: 'record' },
    texts: {
      en: {
        title: 'Move to WhatsApp',
        body: 'Hi {{first_name}}, you contacted us by {{channel}} on {{date}} about your request {{ticket_number}}. Shall we continue here on WhatsApp?',
        buttons: [reply('Yes, continue here'), reply('No, not on WhatsApp')],
        examples: { first_name: 'Emma', channel: 'e-mail', date: '9 June', ticket_number: 'T305' },
      },
      tr: {
        title: 'WhatsApp’a geçiş',
        body: 'Merhaba {{first_name}}, {{ticket_number}} numaralı talebiniz için bize {{date}} tarihinde {{channel}} ile ulaşmıştınız. Buradan, WhatsApp’tan devam edelim mi?',
        buttons: [reply('Evet, buradan'), reply('Hayır, aynı kanaldan')],
        examples: {
          first_name: 'Ayşe',
          ticket_number: 'T305',
          date: '9 Haziran',
          channel: 'e-posta',
        },
      },
    },
  },
  {
    key: 'payment_alert',
    industry: 'every',
    purpose: 'payment',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      amount: 'record',
      date: 'record',
      invoice_number: 'record',
      link: 'record',
    },
    texts: {
      en: {
        title: 'Payment alert',
        body: 'Hi {{first_name}}, your payment of {{amount}} on {{date}} for invoice {{invoice_number}} did not go through. Please check your card or use another one.',
        buttons: [page('Try again', 'invoices/', 'F2206')],
        examples: {
          first_name: 'Emma',
          amount: '€46.30',
          date: '25 June',
          invoice_number: 'F2206',
        },
      },
      tr: {
        title: 'Ödeme uyarısı',
        body: 'Merhaba {{first_name}}, {{invoice_number}} numaralı faturanız için {{date}} tarihinde yaptığınız {{amount}} tutarındaki ödeme gerçekleşmedi. Lütfen kartınızı kontrol edin ya da başka bir kartla deneyin.',
        buttons: [page('Yeniden dene', 'faturalar/', 'F2206')],
        examples: {
          first_name: 'Ayşe',
          invoice_number: 'F2206',
          date: '25 Haziran',
          amount: '612 TL',
        },
      },
    },
  },
  {
    key: 'account_status_update',
    industry: 'every',
    purpose: 'account',
    category: 'UTILITY',
    sources: { first_name: 'contact', account_number: 'record', status: 'record', date: 'record' },
    texts: {
      en: {
        title: 'Account status update',
        body: 'Hi {{first_name}}, the status of your account {{account_number}} changed to {{status}} on {{date}}. Your account page shows what this means for you.',
        buttons: [page('Go to my account', 'account')],
        examples: { first_name: 'Emma', account_number: 'H2071', status: 'active', date: '9 June' },
      },
      tr: {
        title: 'Hesap durumu',
        body: 'Merhaba {{first_name}}, {{account_number}} numaralı hesabınızın durumu {{date}} tarihinde değişti. Yeni durum: {{status}}. Bunun ne anlama geldiğini hesap sayfanızda bulabilirsiniz.',
        buttons: [page('Hesabıma git', 'hesap')],
        examples: {
          first_name: 'Ayşe',
          account_number: 'H2071',
          date: '9 Haziran',
          status: 'aktif',
        },
      },
    },
  },
  {
    key: 'security_notice',
    industry: 'every',
    purpose: 'security',
    category: 'UTILITY',
    sources: { first_name: 'contact', account_number: 'record', date: 'record', time: 'record' },
    texts: {
      en: {
        title: 'Security notice',
        body: 'Hi {{first_name}}, the password of your account {{account_number}} was changed on {{date}} at {{time}}. Was it you? If not, let us know and we will lock the account at once.',
        buttons: [reply('Yes, it was me'), reply('No, it wasn’t me')],
        examples: { first_name: 'Emma', account_number: 'H2071', date: '9 June', time: '21:47' },
      },
      tr: {
        title: 'Güvenlik bildirimi',
        body: 'Merhaba {{first_name}}, {{account_number}} numaralı hesabınızın şifresi {{date}} günü, saat {{time}} itibarıyla değişti. Değişikliği siz mi yaptınız? Siz yapmadıysanız bize bildirin, hesabınızı hemen kilitleyelim.',
        buttons: [reply('Evet, ben yaptım'), reply('Hayır, ben yapmadım')],
        examples: { first_name: 'Ayşe', account_number: 'H2071', date: '9 Haziran', time: '21.47' },
      },
    },
  },
  {
    key: 'product_answer',
    industry: 'every',
    purpose: 'answer',
    category: 'UTILITY',
    sources: { first_name: 'contact', date: 'record', product: 'record', answer: 'record' },
    texts: {
      en: {
        title: 'Answer to a product question',
        body: 'Hi {{first_name}}, on {{date}} you asked us about the {{product}}. Our answer: {{answer}}. Does that answer your question?',
        buttons: [reply('Yes, thank you'), reply('I have another question')],
        examples: {
          first_name: 'Emma',
          date: '9 June',
          product: 'copper coffee pot',
          answer: 'it works on gas and on induction',
        },
      },
      tr: {
        title: 'Ürün sorusuna yanıt',
        body: 'Merhaba {{first_name}}, {{date}} tarihinde bize {{product}} hakkında bir soru sormuştunuz. Yanıtımız: {{answer}}. Sorunuzu yanıtlayabildik mi?',
        buttons: [reply('Evet, teşekkürler'), reply('Bir sorum daha var')],
        examples: {
          first_name: 'Ayşe',
          date: '9 Haziran',
          product: 'bakır cezve',
          answer: 'hem gazlı hem indüksiyonlu ocakta kullanabilirsiniz',
        },
      },
    },
  },
  {
    key: 'service_change',
    industry: 'every',
    purpose: 'notice',
    category: 'UTILITY',
    sources: { first_name: 'contact', service: 'fixed', date: 'fixed', change: 'fixed' },
    texts: {
      en: {
        title: 'Service change',
        body: 'Hi {{first_name}}, there is a change to your {{service}} from {{date}}: {{change}}. You do not need to do anything. Do you have any questions?',
        buttons: [reply('No, thank you'), reply('Yes, I have a question')],
        examples: {
          first_name: 'Emma',
          service: 'subscription',
          date: '1 July',
          change: 'we will bill you on the 5th of each month',
        },
      },
      tr: {
        title: 'Hizmet değişikliği',
        body: 'Merhaba {{first_name}}, {{service}} hizmetinizde {{date}} itibarıyla bir değişiklik oluyor. Değişiklik şöyle: {{change}}. Bir işlem yapmanız gerekmiyor; sormak istediğiniz bir şey var mı?',
        buttons: [reply('Hayır, teşekkürler'), reply('Evet, bir sorum var')],
        examples: {
          first_name: 'Ayşe',
          service: 'internet',
          date: '1 Temmuz',
          change: 'faturalar her ayın 5’inde kesilecek',
        },
      },
    },
  },
  {
    key: 'policy_change',
    industry: 'every',
    purpose: 'notice',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      policy: 'fixed',
      contract_number: 'record',
      date: 'fixed',
      change: 'fixed',
    },
    texts: {
      en: {
        title: 'Policy change',
        body: 'Hi {{first_name}}, there is a change to the {{policy}} of your contract {{contract_number}} from {{date}}. The main point: {{change}}. You can read the full text below.',
        buttons: [page('Read the terms', 'terms')],
        examples: {
          first_name: 'Emma',
          policy: 'notice period',
          contract_number: 'K1190',
          date: '1 July',
          change: 'you can cancel with 14 days’ notice instead of 30',
        },
      },
      tr: {
        title: 'Koşul değişikliği',
        body: 'Merhaba {{first_name}}, {{contract_number}} numaralı sözleşmenizin koşulları {{date}} tarihinde değişiyor. Değişen koşul {{policy}}, yeni hâli şöyle: {{change}}. Metnin tamamını aşağıda bulabilirsiniz.',
        buttons: [page('Koşulları oku', 'kosullar')],
        examples: {
          first_name: 'Ayşe',
          contract_number: 'K1190',
          date: '1 Temmuz',
          policy: 'fesih bildirim süresi',
          change: '30 gün yerine 14 gün',
        },
      },
    },
  },
];
