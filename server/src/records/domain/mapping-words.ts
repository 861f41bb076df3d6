import type { InputWords } from '../../kernel/input-words';

type Said = readonly [text: string, advice: string];

const words = (en: Said, tr: Said): InputWords => ({
  en: { text: en[0], advice: en[1] },
  tr: { text: tr[0], advice: tr[1] },
});

const choose = (choices: readonly string[]): Record<'en' | 'tr', string> => ({
  en: `Choose one of ${choices.join(', ')}.`,
  tr: `Şunlardan birini seçin: ${choices.join(', ')}.`,
});

/** Why a linked content type or an entry of it is not saved, and what to do. Fields are named as the Content Manager names them. */
export const mappingWords = {
  wrongKind: (label: string) =>
    words(
      [`“${label}” does not fit here.`, 'Choose another field.'],
      [`“${label}” alanı buraya uymuyor.`, 'Başka bir alan seçin.']
    ),
  nobodyFound: () =>
    words(
      [
        'Contacts are found by a phone number or an e-mail address.',
        'Choose the field with the phone number or the e-mail.',
      ],
      [
        'Kişiler telefon numarası ya da e-posta adresiyle bulunur.',
        'Numara ya da e-posta alanını seçin.',
      ]
    ),
  noField: (name: string) =>
    words(
      [`The content type no longer has the field “${name}”.`, 'Reload the page.'],
      [`İçerik türünde artık “${name}” alanı yok.`, 'Sayfayı yenileyin.']
    ),
  otherType: (label: string) =>
    words(
      [`“${label}” is a field of another content type.`, 'Choose a field of this content type.'],
      [`“${label}” başka bir içerik türünün alanı.`, 'Bu içerik türünün bir alanını seçin.']
    ),
  noReason: (label: string) =>
    words(
      [
        `“${label}” is a sensitive field.`,
        'Give the reason for using it in messages and filters, or remove it.',
      ],
      [
        `“${label}” hassas bir alan.`,
        'Mesajlarda ve filtrelerde kullanma nedenini yazın ya da alanı kaldırın.',
      ]
    ),
  unwritable: (label: string) =>
    words(
      [
        `Flows cannot change “${label}”.`,
        'Remove it: flows change only fields that messages can use, and no number, e-mail, consent or sensitive fields.',
      ],
      [
        `“${label}” alanını akışlar değiştiremez.`,
        'Alanı kaldırın: akışlar yalnızca mesajlarda kullanılabilen alanları değiştirir; numara, e-posta, izin ve hassas alanları değiştirmez.',
      ]
    ),
  copied: (label: string) =>
    words(
      [
        `“${label}” is copied into the contact and cannot be sensitive.`,
        'Remove the sensitive mark, or choose another field.',
      ],
      [
        `“${label}” kişiye kopyalanır, hassas olamaz.`,
        'Hassas işaretini kaldırın ya da başka bir alan seçin.',
      ]
    ),
  counted: (label: string) =>
    words(
      [
        `“${label}” is sensitive and cannot be used for conversions.`,
        'Remove the sensitive mark, or choose another field.',
      ],
      [
        `“${label}” hassas bir alan, dönüşümde kullanılamaz.`,
        'Hassas işaretini kaldırın ya da başka bir alan seçin.',
      ]
    ),
  consentElsewhere: () =>
    words(
      [
        'An opt-out can only be written to a field of this content type.',
        'Choose its consent field.',
      ],
      [
        'Abonelikten çıkış yalnızca bu içerik türünün bir alanına yazılabilir.',
        'İzin alanını seçin.',
      ]
    ),
  noValue: ({ label, value }: { label: string; value: string }, choices: readonly string[]) =>
    words(
      [`“${value}” is not a value of “${label}”.`, choose(choices).en],
      [`“${label}” alanında “${value}” diye bir değer yok.`, choose(choices).tr]
    ),
  halfAmount: () =>
    words(
      ['An amount and its currency belong together.', 'Choose both, or neither.'],
      ['Tutar ile para birimi birlikte seçilir.', 'İkisini de seçin ya da ikisini de boş bırakın.']
    ),
  noPhone: () =>
    words(
      [
        'A new entry needs a phone field of this content type.',
        'Choose the field under “Phone number”.',
      ],
      ['Yeni girdi için bu içerik türünde bir telefon alanı gerekir.', 'Telefon alanını seçin.']
    ),
  required: (label: string) =>
    words(
      [`“${label}” is required.`, 'Set a value for new entries.'],
      [`“${label}” zorunlu bir alan.`, 'Yeni girdiler için bir değer belirleyin.']
    ),
  unreachable: (name: string) =>
    words(
      [
        `“${name}” is not a field that filters can use.`,
        'Remove it: the relation no longer exists, or the field is sensitive.',
      ],
      [
        `“${name}” filtrelerde kullanılamaz.`,
        'Listeden kaldırın: ilişki silinmiş ya da alan hassas.',
      ]
    ),
  otherLead: (role: string) =>
    words(
      [`New contacts already get an entry in “${role}”.`, 'Turn it off there first.'],
      [`Yeni kişilerin girdileri zaten “${role}” türünde oluşturuluyor.`, 'Önce orada kapatın.']
    ),
  noWording: () =>
    words(
      ['The consent wording is missing.', 'Enter it in both languages.'],
      ['İzin metni eksik.', 'İki dilde de yazın.']
    ),
  /** `reason`: in the words of the content type's own rules. */
  entryRefused: (reason: string) =>
    words(
      [
        `The content type did not accept the entry: ${reason}`,
        'Set values for its required fields in Settings › WhatsApp › Linked content types, or create the entry in the Content Manager and link it.',
      ],
      [
        `İçerik türü girdiyi kabul etmedi: ${reason}`,
        'Zorunlu alanlarının değerlerini Ayarlar › WhatsApp › Bağlı içerik türleri sayfasında belirleyin ya da girdiyi İçerik Yönetimi’nde oluşturup bağlayın.',
      ]
    ),
};
