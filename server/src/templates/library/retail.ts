import type { LibraryTemplate } from '../../contracts/template-library';
import { leave, page, reply } from './parts';

/** Retail and e-commerce (T-45). */
export const retail: readonly LibraryTemplate[] = [
  {
    key: 'order_confirmation',
    industry: 'retail',
    purpose: 'order',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      order_number: 'record',
      total: 'record',
      delivery_date: 'record',
      link: 'record',
    },
    texts: {
      en: {
        title: 'Order confirmation',
        body: 'Hi {{first_name}}, thank you for your order {{order_number}}. The total is {{total}}, and we expect to deliver by {{delivery_date}}. You can see every item on your order page.',
        buttons: [page('View order', 'orders/', 'A1042')],
        examples: {
          first_name: 'Emma',
          order_number: 'A1042',
          total: '€84.90',
          delivery_date: '12 June',
        },
      },
      tr: {
        title: 'Sipariş onayı',
        body: 'Merhaba {{first_name}}, siparişinizi aldık, teşekkür ederiz. Sipariş numaranız {{order_number}}, toplam tutar {{total}}, tahmini teslimat tarihi {{delivery_date}}. Tüm ürünleri sipariş sayfanızda görebilirsiniz.',
        buttons: [page('Siparişi görüntüle', 'siparisler/', 'A1042')],
        examples: {
          first_name: 'Ayşe',
          order_number: 'A1042',
          total: '1.849 TL',
          delivery_date: '12 Haziran',
        },
      },
    },
  },
  {
    key: 'dispatch_notice',
    industry: 'retail',
    purpose: 'order',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      order_number: 'record',
      carrier: 'record',
      tracking_number: 'record',
      link: 'record',
    },
    texts: {
      en: {
        title: 'Dispatch notice',
        body: 'Hi {{first_name}}, your order {{order_number}} left our warehouse today with {{carrier}}. Your tracking number is {{tracking_number}}, and you can follow the parcel below.',
        buttons: [page('Track parcel', 'track/', 'TR48213')],
        examples: {
          first_name: 'Emma',
          order_number: 'A1042',
          carrier: 'Swift Parcel',
          tracking_number: 'TR48213',
        },
      },
      tr: {
        title: 'Kargo bildirimi',
        body: 'Merhaba {{first_name}}, siparişiniz yola çıktı. Sipariş numaranız {{order_number}}, kargo firması {{carrier}}, takip numaranız {{tracking_number}}. Gönderinizi aşağıdan takip edebilirsiniz.',
        buttons: [page('Kargoyu takip et', 'takip/', 'TR48213')],
        examples: {
          first_name: 'Ayşe',
          order_number: 'A1042',
          carrier: 'Hızlı Kargo',
          tracking_number: 'TR48213',
        },
      },
    },
  },
  {
    key: 'tracking_update',
    industry: 'retail',
    purpose: 'order',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      order_number: 'record',
      delivery_date: 'record',
      from_time: 'record',
      to_time: 'record',
    },
    texts: {
      en: {
        title: 'Tracking update',
        body: 'Hi {{first_name}}, your order {{order_number}} is scheduled for delivery. Our courier will come on {{delivery_date}} between {{from_time}} and {{to_time}}. Will someone be there to receive it?',
        buttons: [reply('Yes, we’ll be there'), reply('No, another day')],
        examples: {
          first_name: 'Emma',
          order_number: 'A1042',
          delivery_date: '12 June',
          from_time: '14:00',
          to_time: '16:00',
        },
      },
      tr: {
        title: 'Kargo takip güncellemesi',
        body: 'Merhaba {{first_name}}, {{order_number}} numaralı siparişinizin teslimatı planlandı. Kuryemiz {{delivery_date}} günü saat {{from_time}} ile {{to_time}} arasında adresinize gelecek. Teslim alacak biri olacak mı?',
        buttons: [reply('Evet, olacak'), reply('Hayır, başka bir gün')],
        examples: {
          first_name: 'Ayşe',
          order_number: 'A1042',
          delivery_date: '12 Haziran',
          from_time: '14.00',
          to_time: '16.00',
        },
      },
    },
  },
  {
    key: 'stock_alert',
    industry: 'retail',
    purpose: 'offer',
    category: 'MARKETING',
    sources: { first_name: 'contact', product: 'record', stock_left: 'record' },
    texts: {
      en: {
        title: 'Stock alert',
        body: 'Hi {{first_name}}, the {{product}} on your wish list is nearly sold out, with only {{stock_left}} left. Shall we set one aside for you until tomorrow?',
        buttons: [reply('Yes, set one aside'), leave.en],
        examples: { first_name: 'Emma', product: 'copper coffee pot', stock_left: '4' },
      },
      tr: {
        title: 'Stok uyarısı',
        body: 'Merhaba {{first_name}}, takip ettiğiniz {{product}} tükenmek üzere; yalnızca {{stock_left}} adet kaldı. Yarına kadar sizin için bir tane ayıralım mı?',
        buttons: [reply('Evet, ayırın'), leave.tr],
        examples: { first_name: 'Ayşe', product: 'bakır cezve', stock_left: '4' },
      },
    },
  },
  {
    key: 'price_drop',
    industry: 'retail',
    purpose: 'offer',
    category: 'MARKETING',
    sources: {
      first_name: 'contact',
      product: 'record',
      new_price: 'record',
      old_price: 'record',
      end_date: 'record',
      link: 'record',
    },
    texts: {
      en: {
        title: 'Price drop',
        body: 'Hi {{first_name}}, the {{product}} on your wish list now costs {{new_price}} instead of {{old_price}}. The new price is valid until {{end_date}}, while stocks last.',
        buttons: [page('See product', 'products/', 'coffee-pot'), leave.en],
        examples: {
          first_name: 'Emma',
          product: 'copper coffee pot',
          new_price: '€39',
          old_price: '€52',
          end_date: '20 June',
        },
      },
      tr: {
        title: 'Fiyat düşüşü bildirimi',
        body: 'Merhaba {{first_name}}, favorilerinizdeki {{product}} artık {{old_price}} yerine {{new_price}}. Bu fiyat {{end_date}} tarihine kadar, stoklarımızla sınırlı olarak geçerli.',
        buttons: [page('Ürünü incele', 'urunler/', 'cezve'), leave.tr],
        examples: {
          first_name: 'Ayşe',
          product: 'bakır cezve',
          old_price: '1.150 TL',
          new_price: '890 TL',
          end_date: '20 Haziran',
        },
      },
    },
  },
  {
    key: 'return_update',
    industry: 'retail',
    purpose: 'order',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      return_number: 'record',
      refund_amount: 'record',
      refund_date: 'record',
      link: 'record',
    },
    texts: {
      en: {
        title: 'Return or exchange update',
        body: 'Hi {{first_name}}, your return {{return_number}} has arrived and passed our check. We are refunding {{refund_amount}} to your card; you will see it by {{refund_date}} at the latest.',
        buttons: [page('View return', 'returns/', 'R207')],
        examples: {
          first_name: 'Emma',
          return_number: 'R207',
          refund_amount: '€84.90',
          refund_date: '18 June',
        },
      },
      tr: {
        title: 'İade ve değişim bilgisi',
        body: 'Merhaba {{first_name}}, iade gönderiniz bize ulaştı ve kontrolü tamamlandı. İade numaranız {{return_number}}, geri ödenecek tutar {{refund_amount}}. Ödeme en geç {{refund_date}} tarihinde kartınıza yansıyacak.',
        buttons: [page('İadeyi görüntüle', 'iadeler/', 'R207')],
        examples: {
          first_name: 'Ayşe',
          return_number: 'R207',
          refund_amount: '1.849 TL',
          refund_date: '18 Haziran',
        },
      },
    },
  },
  {
    key: 'loyalty_status',
    industry: 'retail',
    purpose: 'account',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      balance_date: 'record',
      points: 'record',
      expiring_points: 'record',
      expiry_date: 'record',
    },
    texts: {
      en: {
        title: 'Loyalty status',
        body: 'Hi {{first_name}}, your balance on {{balance_date}} is {{points}} points. Of these, {{expiring_points}} will expire on {{expiry_date}} unless you use them before then.',
        buttons: [page('View points', 'points')],
        examples: {
          first_name: 'Emma',
          balance_date: '1 June',
          points: '1,240',
          expiring_points: '300',
          expiry_date: '30 June',
        },
      },
      tr: {
        title: 'Puan durumu',
        body: 'Merhaba {{first_name}}, {{balance_date}} itibarıyla hesabınızda {{points}} puan var. Bunun {{expiring_points}} puanı {{expiry_date}} tarihine kadar kullanılmazsa silinecek.',
        buttons: [page('Puanlarımı gör', 'puanlar')],
        examples: {
          first_name: 'Ayşe',
          balance_date: '1 Haziran',
          points: '1.240',
          expiring_points: '300',
          expiry_date: '30 Haziran',
        },
      },
    },
  },
  {
    key: 'product_care',
    industry: 'retail',
    purpose: 'order',
    category: 'UTILITY',
    sources: {
      first_name: 'contact',
      product: 'record',
      order_number: 'record',
      delivery_date: 'record',
      link: 'record',
    },
    texts: {
      en: {
        title: 'Product care',
        body: 'Hi {{first_name}}, the {{product}} from your order {{order_number}} was delivered on {{delivery_date}}. Your care guide explains how to clean it and what the warranty covers.',
        buttons: [page('Open care guide', 'care/', 'coffee-pot')],
        examples: {
          first_name: 'Emma',
          product: 'copper coffee pot',
          order_number: 'A1042',
          delivery_date: '12 June',
        },
      },
      tr: {
        title: 'Ürün bakımı',
        body: 'Merhaba {{first_name}}, {{order_number}} numaralı siparişinizdeki {{product}} size {{delivery_date}} tarihinde teslim edildi. Nasıl temizleneceğini ve garanti koşullarını bakım kılavuzunda bulabilirsiniz.',
        buttons: [page('Kılavuzu aç', 'bakim/', 'cezve')],
        examples: {
          first_name: 'Ayşe',
          order_number: 'A1042',
          product: 'bakır cezve',
          delivery_date: '12 Haziran',
        },
      },
    },
  },
];
