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
        'Choose the field of one of them.',
      ],
      ['Kişiler telefon numarası ya da e-posta adresiyle bulunur.', 'Birinin alanını seçin.']
    ),
  noField: (name: string) =>
    words(
      [`The content type has no field “${name}” any more.`, 'Reload the page.'],
      [`İçerik türünde artık “${name}” alanı yok.`, 'Sayfayı yenileyin.']
    ),
  otherType: (label: string) =>
    words(
      [`“${label}” is a field of another content type.`, 'Choose a field of this content type.'],
      [`“${label}” başka bir içerik türünün alanı.`, 'Bu içerik türünün bir alanını seçin.']
    ),
  noReason: (label: string) =>
    words(
      [`“${label}” is a sensitive field.`, 'Say why messages may use it, or take it out.'],
      [`“${label}” hassas bir alan.`, 'Mesajlarda neden kullanıldığını yazın ya da alanı çıkarın.']
    ),
  unwritable: (label: string) =>
    words(
      [
        `Flows cannot change “${label}”.`,
        'Remove it: flows change fields that messages may use, but no number, e-mail, consent or sensitive field.',
      ],
      [
        `“${label}” alanını akışlar değiştiremez.`,
        'Alanı çıkarın: akışlar yalnızca mesajlarda kullanılabilen alanları değiştirir; numara, e-posta, izin ve hassas alanları değiştirmez.',
      ]
    ),
  copied: (label: string) =>
    words(
      [
        `“${label}” is copied into the contact and cannot be sensitive.`,
        'Take the mark off, or choose another field.',
      ],
      [
        `“${label}” kişiye kopyalanır, hassas olamaz.`,
        'Hassas işaretini kaldırın ya da başka bir alan seçin.',
      ]
    ),
  counted: (label: string) =>
    words(
      [
        `“${label}” is sensitive and cannot be counted.`,
        'Take the mark off, or choose another field.',
      ],
      [
        `“${label}” hassas bir alan, dönüşümde kullanılamaz.`,
        'Hassas işaretini kaldırın ya da başka bir alan seçin.',
      ]
    ),
  consentElsewhere: () =>
    words(
      [
        'An opt-out can only be written into a field of this content type.',
        'Choose its consent field.',
      ],
      [
        'Abonelikten çıkış yalnızca bu içerik türünün bir alanına yazılabilir.',
        'İzin alanını seçin.',
      ]
    ),
  noValue: ({ label, value }: { label: string; value: string }, choices: readonly string[]) =>
    words(
      [`“${value}” is no value of “${label}”.`, choose(choices).en],
      [`“${label}” alanında “${value}” diye bir değer yok.`, choose(choices).tr]
    ),
  halfAmount: () =>
    words(
      ['An amount and its currency belong together.', 'Choose both, or neither.'],
      ['Tutar ile para birimi birlikte seçilir.', 'İkisini de seçin ya da ikisini de boş bırakın.']
    ),
  noPhone: () =>
    words(
      ['A new entry needs a phone field of this content type.', 'Choose it under “Phone number”.'],
      ['Yeni girdi için bu içerik türünde bir telefon alanı gerekir.', 'Telefon alanını seçin.']
    ),
  required: (label: string) =>
    words(
      [`“${label}” is required.`, 'Set the value that new entries get.'],
      [`“${label}” zorunlu bir alan.`, 'Yeni girdilerde alacağı değeri belirleyin.']
    ),
  unreachable: (name: string) =>
    words(
      [
        `“${name}” leads to no field that filters may use.`,
        'Take it out: the relation is gone, or the field is sensitive.',
      ],
      [
        `“${name}” filtrelerde kullanılamaz.`,
        'Listeden çıkarın: ilişki silinmiş ya da alan hassas.',
      ]
    ),
  otherLead: (role: string) =>
    words(
      [`“${role}” already gets the entries of unknown people.`, 'Switch it off there first.'],
      [
        `Tanınmayan kişilerin girdileri zaten “${role}” türünde oluşturuluyor.`,
        'Önce orada kapatın.',
      ]
    ),
  noWording: () =>
    words(
      ['What people agree to is not written yet.', 'Write it in both languages.'],
      ['İnsanların neyi kabul ettiği henüz yazılmadı.', 'İki dilde de yazın.']
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
        'Zorunlu alanlarının değerlerini Ayarlar › WhatsApp › Bağlı içerik türleri’nde belirleyin ya da girdiyi Content Manager’da oluşturup bağlayın.',
      ]
    ),
};
