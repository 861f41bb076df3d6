import { both } from '../language';

/** One word each. */
const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/);

export const givenNames = both(
  wordsOf(`
    Abigail Adam Alice Andrew Anita Ava Benjamin Bridget Callum Carla Charlotte Dev
    Dylan Eleanor Elena Farah Fiona Gavin George Hazel Henry Ines Jacob Jasmine Joel
    Julia Kate Kenji Lara Lena Lucas Maeve Martin Mei Molly Nathan Nora Omar Paula Peter
    Rachel Ravi Rosa Sara Simon Stella Tara Theo Victor Zoe
  `),
  wordsOf(`
    Ahmet Ali Arda Aslı Ayşegül Barış Başak Berk Betül Buse Cem Ceren Çağla Deniz Dilek
    Ebru Ece Eda Emine Erdem Esra Fatih Feride Gizem Gökhan Hande Hatice Hülya Işıl
    İbrahim İlker Kaan Kemal Leyla Melis Merve Murat Nihan Onur Özge Pelin Rüya Sedef
    Serkan Sıla Şule Tuğba Tuna Umut Yasemin
  `)
);

export const familyNames = both(
  wordsOf(`
    Adams Allen Baker Barnes Bell Brooks Campbell Carter Clarke Cooper Davis Doyle
    Edwards Evans Fisher Fraser Gill Green Hall Hill Hunt Ito Jackson Kelly Khan King
    Lee Lopez MacDonald Mason Mills Morris Novak Palmer Park Patel Roy Singh Turner
    Young
  `),
  wordsOf(`
    Acar Akın Aktaş Altun Ateş Avcı Bayrak Bilgin Bozkurt Bulut Can Coşkun Çakır Çetin
    Demirci Duman Erdoğan Eroğlu Güler Güneş Işık Kaplan Karaca Kara Keskin Korkmaz Kurt
    Özdemir Özkan Sarı Sezer Şen Tekin Toprak Tunç Uçar Uysal Yalçın Yavuz Yılmaz
  `)
);

export const cities = both(
  wordsOf(`
    Toronto Vancouver Ottawa Calgary Halifax Winnipeg Edmonton Hamilton
  `),
  wordsOf(`
    İzmir İstanbul Ankara Bursa Antalya Muğla Aydın Manisa
  `)
);
